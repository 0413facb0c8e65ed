using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Puts ImageAttach into an application's pipeline.</summary>
public static class ApplicationBuilderExtensions
{
    /// <summary>Makes the application's stores current for whatever comes after in each request.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <remarks>Work that a request leaves running when it ends keeps the store; a thread that it starts by hand has none.</remarks>
    /// <exception cref="InvalidOperationException"><see cref="ServiceCollectionExtensions.AddImageAttach"/> was not called.</exception>
    /// <exception cref="OptionsValidationException">No store was set.</exception>
    public static IApplicationBuilder UseImageAttach(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        ImageAttachOptions options = app.ApplicationServices.GetRequiredService<IOptions<ImageAttachOptions>>().Value;
        IImageStore store = options.Store
            ?? throw new InvalidOperationException(
                "UseImageAttach finds no store, because ImageAttach isn't registered. Call services.AddImageAttach(options => options.Store = …) first.");
        return app.Use(next => new StoreContextMiddleware(next, store, options.NamedStores).InvokeAsync);
    }
}
