using ImageAttach.AspNetCore.Queue;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>
/// Runs the rest of a request with the application's stores as the current ones, with addresses as they begin for its sender, and with what
/// it attaches being heard of by the queue.
/// </summary>
internal sealed class RequestContextMiddleware(RequestDelegate next, ApplicationStores stores, ThumbnailUrls thumbnails, ImageUploads uploads, QueueFeed feed)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Set in an async method and not taken back: its caller sees nothing of it, and work that the request leaves running keeps it.
        HttpRequest request = context.Request;
        string pathBase = request.PathBase.ToUriComponent();
        foreach (HttpExposedFileSystemStore store in stores.Exposed)
            store.BeginRequest(request.Scheme, request.Host.Value ?? "", pathBase);
        CurrentThumbnailUrls.Begin(thumbnails, pathBase);
        uploads.BeginRequest();
        feed.Listen();
        using (stores.Use())
            await next(context).ConfigureAwait(false);
    }
}
