using ImageAttach.AspNetCore.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ImageAttach.AspNetCore;

/// <summary>Has thumbnails made ahead of time.</summary>
public static class ThumbnailQueueExtensions
{
    /// <summary>Has thumbnails made in the background, of all <see cref="ThumbnailUrlOptions.Widths"/> and those that image types declare, once a picture's transaction is committed.</summary>
    /// <param name="builder">Where ImageAttach was registered.</param>
    /// <param name="configure">Sets how much it may take on; default: see <see cref="ThumbnailQueueOptions"/>.</param>
    /// <returns>The same.</returns>
    /// <remarks>
    /// <para>Images are queued that are attached to one of the application's stores, in a request or wherever else the application's
    /// <see cref="ImageAttachSettings"/> are current. A transaction that is rolled back makes no thumbnail; nor does a raw <c>DbTransaction</c>, whose end isn't seen.</para>
    /// <para>What waits is made before the application stops, within its shutdown timeout; what a killed process leaves undone is
    /// found by <see cref="ThumbnailQueueOptions.CatchUpEvery"/>, or made on demand. Another <see cref="IThumbnailQueue"/> among the services takes the place of this one.</para>
    /// </remarks>
    public static ImageAttachBuilder AddThumbnailQueue(this ImageAttachBuilder builder, Action<ThumbnailQueueOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ThumbnailQueueOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(
                options => options is { Workers: >= 1, Capacity: >= 1, Attempts: >= 1 } && options.FirstDelay >= TimeSpan.Zero && !(options.CatchUpEvery < TimeSpan.FromSeconds(1)),
                "The thumbnail queue needs at least 1 worker, capacity for 1 thumbnail, 1 attempt, a delay of 0 or more, and a second or more between two looks for what is missing.")
            .ValidateOnStart();
        builder.Services.TryAddSingleton<ThumbnailWorkers>();
        builder.Services.TryAddSingleton<IThumbnailQueue>(services => services.GetRequiredService<ThumbnailWorkers>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ThumbnailWorkers>());
        return builder;
    }
}
