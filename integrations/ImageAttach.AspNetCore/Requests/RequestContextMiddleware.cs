using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>Runs the rest of a request with the application's settings and stores as the current ones, and with URLs as they begin for its sender.</summary>
internal sealed class RequestContextMiddleware(RequestDelegate next, ApplicationStores stores, ThumbnailUrls thumbnails)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Set in an async method and not taken back: its caller sees nothing of it, and work that the request leaves running keeps it.
        HttpRequest request = context.Request;
        string pathBase = request.PathBase.ToUriComponent();
        foreach (HttpExposedFileSystemStore store in stores.Exposed)
            store.BeginRequest(request.Scheme, request.Host.Value ?? "", pathBase);
        thumbnails.BeginRequest(pathBase);
        using (stores.Use())
            await next(context).ConfigureAwait(false);
    }
}
