using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore;

/// <summary>Where optional parts of ImageAttach are registered, after <see cref="ServiceCollectionExtensions.AddImageAttach"/>.</summary>
public sealed class ImageAttachBuilder
{
    internal ImageAttachBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
