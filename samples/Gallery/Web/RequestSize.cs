using Gallery.Data;

namespace Gallery.Web;

/// <summary>Refuses a request that says itself that it is too large.</summary>
internal static class RequestSize
{
    // The server would refuse it too, but only while the form is read for its token; the answer would then blame the token.
    public static RequestDelegate Check(RequestDelegate next) => context =>
    {
        if (context.Request.ContentLength is null or <= Uploads.MaxRequestBytes)
            return next(context);

        // The error page comes from running the same request once more, now without its form.
        context.Request.ContentType = null;
        context.Request.ContentLength = null;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    };
}
