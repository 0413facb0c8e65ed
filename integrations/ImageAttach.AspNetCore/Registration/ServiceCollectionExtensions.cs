using ImageAttach.AspNetCore.Queue;
using ImageAttach.AspNetCore.Registration;
using ImageAttach.AspNetCore.Requests;
using ImageAttach.AspNetCore.Serving;
using ImageAttach.AspNetCore.Thumbnails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Registers ImageAttach with an application's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers ImageAttach. Follow it with <see cref="ApplicationBuilderExtensions.UseImageAttach"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; <see cref="ImageAttachOptions.Store"/> or <see cref="ImageAttachOptions.StoreUrl"/> is required.</param>
    /// <returns>Where optional parts are added.</returns>
    /// <remarks>With a mistake in its options the application doesn't start: it fails with an <c>OptionsValidationException</c> that says which. The options become the application's
    /// <see cref="ImageAttachSettings"/>, a service of its own, which is current during requests and in background work.</remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddImageAttach(options => options.Store = new HttpExposedFileSystemStore("var/images", prefix: "images"));
    /// </code>
    /// </example>
    public static ImageAttachBuilder AddImageAttach(this IServiceCollection services, Action<ImageAttachOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ImageAttachOptions>().Configure(configure).PostConfigure(OpenStore).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImageAttachOptions>, ImageAttachOptionsValidation>());
        services.TryAddSingleton(CreateSettings);
        services.TryAddSingleton<ApplicationStores>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ThumbnailUrls(
            provider.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Thumbnails, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ImageUploads(
            provider.GetRequiredService<IOptions<ImageAttachOptions>>().Value,
            provider.GetRequiredService<ImageAttachSettings>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new FileAuthorization(provider.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Files));
        services.TryAddSingleton(provider => new ThumbnailCatalogue(provider.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Thumbnails));
        services.TryAddSingleton<ThumbnailFailures>();
        services.TryAddSingleton<SharedThumbnailMaker>();
        services.TryAddSingleton<IThumbnailMaker>(provider => provider.GetRequiredService<SharedThumbnailMaker>());
        services.TryAddSingleton<QueueFeed>();
        services.TryAddSingleton<QueuedThumbnailRunner>();
        services.TryAddSingleton(provider => new MissingThumbnails(
            provider.GetRequiredService<ThumbnailCatalogue>(),
            provider.GetRequiredService<ThumbnailFailures>(),
            provider.GetRequiredService<ImageAttachSettings>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddProblemDetails();
        services.AddAntiforgery();
        return new(services);
    }

    private static void OpenStore(ImageAttachOptions options)
    {
        if (options is not { Store: null, StoreUrl: { } url })
            return;
        if (options.StoreUrlSchemes is not { } schemes)
            throw Invalid("StoreUrl is set, and the schemes that it can have aren't. Set options.StoreUrlSchemes = StoreUrlSchemes.Default.");
        try
        {
            options.Store = schemes.Open(url);
        }
        catch (ArgumentException wrong)
        {
            throw Invalid($"StoreUrl can't be used: {wrong.Message}");
        }

        static OptionsValidationException Invalid(string failure) => new(Options.DefaultName, typeof(ImageAttachOptions), [failure]);
    }

    private static ImageAttachSettings CreateSettings(IServiceProvider provider)
    {
        ImageAttachOptions options = provider.GetRequiredService<IOptions<ImageAttachOptions>>().Value;
        return new()
        {
            Store = options.Store,
            NamedStores = options.NamedStores,
            Databases = options.Databases,
            Codecs = [.. options.Codecs],
            Limits = options.Limits,
            MaxParallelDecodes = options.MaxParallelDecodes,
            Hooks = [new ThumbnailQueueHook(provider), .. options.Hooks, .. provider.GetServices<IAttachmentHook>()],
            HookTimeout = options.HookTimeout,
            Clock = provider.GetRequiredService<TimeProvider>(),
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
            Services = provider,
        };
    }
}
