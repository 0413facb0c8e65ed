using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore;

/// <summary>Runs the rest of a request with a store as the current one.</summary>
internal sealed class StoreContextMiddleware(RequestDelegate next, IImageStore store)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using (StoreContext.Use(store))
            await next(context).ConfigureAwait(false);
    }
}
