using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore;

/// <summary>Where optional parts of ImageAttach are registered, after <see cref="ServiceCollectionExtensions.AddImageAttach"/>.</summary>
public sealed class ImageAttachBuilder
{
    internal ImageAttachBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a hook that runs before an original is accepted and after it is committed, behind those of <see cref="ImageAttachOptions.Hooks"/>.</summary>
    /// <typeparam name="THook">The hook's class. One instance, created with services of the application, serves all requests.</typeparam>
    /// <returns>The same builder.</returns>
    public ImageAttachBuilder AddHook<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THook>()
        where THook : class, IAttachmentHook
    {
        Services.AddSingleton<IAttachmentHook, THook>();
        return this;
    }
}
