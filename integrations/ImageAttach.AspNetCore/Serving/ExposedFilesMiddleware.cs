using ImageAttach.AspNetCore.Logging;
using ImageAttach.Diagnostics;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>Shows the files of a store under its path. All that lies below the path is answered here, and never falls through to the application.</summary>
internal sealed class ExposedFilesMiddleware(RequestDelegate next, HttpExposedFileSystemStore store, FileAuthorization authorization, ILogger logger)
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
            ? AuthorizeAsync(context, key)
            : ImageFileAnswer.NotFoundAsync(context);
    }

    private static Task RefuseMethod(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private async Task AuthorizeAsync(HttpContext context, StoreKey key)
    {
        IQueryCollection query = context.Request.Query;
        TimeSpan? remaining = store.PresignedExpiry is null ? null : store.VerifyUrl(key, query["e"], query["s"]);
        if (store.PresignedExpiry is not null && remaining is null)
        {
            await ImageFileAnswer.NotFoundAsync(context).ConfigureAwait(false);
            return;
        }

        FileAudience audience = await authorization.AuthorizeAsync(context, key).ConfigureAwait(false);
        if (audience != FileAudience.None)
            await SendAsync(context, key, LifetimeOf(context, key, audience, remaining)).ConfigureAwait(false);
    }

    // Locate ends URLs without a revision in the time of creation, which changes with the image.
    private static CacheLifetime LifetimeOf(HttpContext context, StoreKey key, FileAudience audience, TimeSpan? remaining)
    {
        bool isFixed = key.Revision.Length > 0 || context.Request.Query.ContainsKey("_ts");
        return new(remaining is null ? audience : FileAudience.User, isFixed ? remaining ?? CacheLifetime.Forever : null);
    }

    private async Task SendAsync(HttpContext context, StoreKey key, CacheLifetime lifetime)
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

        await ImageFileAnswer.SendAsync(context, key, file, written: null, lifetime).ConfigureAwait(false);
    }
}
