using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore;

/// <summary>Registers ImageAttach with an application's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers ImageAttach. Follow it with <see cref="ApplicationBuilderExtensions.UseImageAttach"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; <see cref="ImageAttachOptions.Store"/> is required.</param>
    /// <returns>Where optional parts are added.</returns>
    /// <remarks>Without a store the application doesn't start: it fails with an <c>OptionsValidationException</c> that says so.</remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddImageAttach(options => options.Store = new FileSystemStore("var/images", new Uri("https://images.example.com/")));
    /// </code>
    /// </example>
    public static ImageAttachBuilder AddImageAttach(this IServiceCollection services, Action<ImageAttachOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ImageAttachOptions>()
            .Configure(configure)
            .Validate(
                options => options.Store is not null,
                "ImageAttach has no store, so pictures have no place to go. Set one: AddImageAttach(options => options.Store = …).")
            .ValidateOnStart();
        return new(services);
    }
}
