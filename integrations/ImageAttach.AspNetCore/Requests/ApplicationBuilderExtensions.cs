using ImageAttach.AspNetCore.Problems;
using ImageAttach.AspNetCore.Requests;
using ImageAttach.AspNetCore.Serving;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Puts ImageAttach into an application's pipeline.</summary>
public static class ApplicationBuilderExtensions
{
    /// <summary>
    /// Makes the application's stores current for whatever comes after in each request, shows the files of those that are an
    /// <see cref="HttpExposedFileSystemStore"/>, and answers with problem details where an image is refused.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <remarks>
    /// <para>Work that a request leaves running when it ends keeps the store; a thread that it starts by hand has none.</para>
    /// <para>Files are sent with their revision as ETag, to be kept for good, and so that nothing in them runs: with <c>nosniff</c> and a
    /// sandboxing content security policy. A path below the store's that names no file is answered with 404.</para>
    /// <para>What the application doesn't catch of <see cref="ImageLimitException"/> is answered with 413, of <see cref="ImageFormatException"/>
    /// with 415 or 422, of <see cref="ImageNotFoundException"/> with 404. The message is logged, and not sent.</para>
    /// <para>Call this after <c>UseAuthentication</c> and <c>UseAuthorization</c>, which a <c>WebApplication</c> adds at the front of the pipeline
    /// unless you call them. Endpoints that take forms, such as an <see cref="IFormFile"/>, require an antiforgery token unless they opt out, and it is
    /// checked here, when the user must be known. Called earlier, this makes requests to such endpoints fail with an <see cref="InvalidOperationException"/>.
    /// Files that <see cref="ImageAttachOptions.Files"/> exempts from a fallback policy are served in the same place.</para>
    /// <para>What is logged goes to the application's logger factory.</para>
    /// </remarks>
    /// <exception cref="InvalidOperationException"><see cref="ServiceCollectionExtensions.AddImageAttach"/> was not called.</exception>
    /// <exception cref="OptionsValidationException">The options have a mistake.</exception>
    public static IApplicationBuilder UseImageAttach(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        IServiceProvider services = app.ApplicationServices;
        ApplicationStores stores = services.GetService<ApplicationStores>()
            ?? throw new InvalidOperationException(
                "UseImageAttach finds no store, because ImageAttach isn't registered. Call services.AddImageAttach(options => options.Store = …) first.");
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        ILogger logger = loggers.CreateLogger("ImageAttach");

        FileEndpoints.Map(app, stores.Exposed, services.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Files);
        FileAuthorization authorization = services.GetRequiredService<FileAuthorization>();
        foreach (HttpExposedFileSystemStore store in stores.Exposed)
            app.Use(next => new ExposedFilesMiddleware(next, store, authorization, logger).InvokeAsync);
        IProblemDetailsService problems = services.GetRequiredService<IProblemDetailsService>();
        ThumbnailUrls thumbnails = services.GetRequiredService<ThumbnailUrls>();
        return app
            .Use(next => new ImageProblemMiddleware(next, problems, logger).InvokeAsync)
            .Use(next => new RequestContextMiddleware(next, stores, thumbnails).InvokeAsync)
            .Use(next => new MiddlewareOrder(next, app).InvokeAsync)
            .UseAntiforgery();
    }
}
