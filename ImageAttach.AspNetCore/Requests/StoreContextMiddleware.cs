using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>Runs the rest of a request with the application's stores as the current ones, and tells those that are shown here by which address it came.</summary>
internal sealed class StoreContextMiddleware(RequestDelegate next, ApplicationStores stores)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Set in an async method and never taken back: its caller sees nothing of it, and work that the request leaves running keeps it.
        HttpRequest request = context.Request;
        foreach (HttpExposedFileSystemStore store in stores.Exposed)
            store.BeginRequest(request.Scheme, request.Host.Value ?? "", request.PathBase.ToUriComponent());
        using (stores.Use())
            await next(context).ConfigureAwait(false);
    }
}
