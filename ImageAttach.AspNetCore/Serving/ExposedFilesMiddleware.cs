using ImageAttach.AspNetCore.Logging;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>Shows the files of a store under its path. All that lies below the path is answered here, and never falls through to the application.</summary>
internal sealed class ExposedFilesMiddleware(RequestDelegate next, HttpExposedFileSystemStore store, ILogger logger)
{
    private readonly PathString _path = new(store.RequestPath);

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(_path, StringComparison.Ordinal, out PathString rest))
            return next(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return RefuseMethod(context);

        // The one way from an address to a file: what is no key's path, to the letter, is no file's either.
        return rest.Value is ['/', .. string path] && StoreKey.TryParse(path, out StoreKey? key)
            ? SendAsync(context, key)
            : ImageFileAnswer.NotFoundAsync(context);
    }

    private static Task RefuseMethod(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context, StoreKey key)
    {
        if (store.Cors)
            context.Response.Headers.AccessControlAllowOrigin = "*";
        Stream file;
        try
        {
            file = await store.OpenAsync(key, context.RequestAborted).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            await ImageFileAnswer.NotFoundAsync(context).ConfigureAwait(false);
            return;
        }
        catch (ImageStoreException failure)
        {
            Events.NotShown(logger, key, failure);
            await ImageFileAnswer.NotFoundAsync(context).ConfigureAwait(false);
            return;
        }

        // Locate ends addresses without a revision in the time of creation, which changes with the picture.
        bool isFixed = key.Revision.Length > 0 || context.Request.Query.ContainsKey("_ts");
        await ImageFileAnswer.SendAsync(context, key, file, written: null, isFixed ? ImageFileAnswer.Immutable : ImageFileAnswer.AskAgain).ConfigureAwait(false);
    }
}
