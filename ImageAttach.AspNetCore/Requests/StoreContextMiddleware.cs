using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore;

/// <summary>Runs the rest of a request with a store as the current one, and others by their names.</summary>
internal sealed class StoreContextMiddleware(RequestDelegate next, IImageStore store, IReadOnlyDictionary<string, IImageStore> named)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using (StoreContext.Use(store, named))
            await next(context).ConfigureAwait(false);
    }
}
