using Hangfire;
using ImageAttach.Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore;

/// <summary>Has thumbnails made by Hangfire.</summary>
public static class HangfireThumbnailQueueExtensions
{
    /// <summary>Has thumbnails made in the background by Hangfire's servers, on this machine or others, once a picture's transaction is committed.</summary>
    /// <param name="builder">Where ImageAttach was registered.</param>
    /// <param name="configure">Sets how; default: see <see cref="HangfireThumbnailOptions"/>.</param>
    /// <returns>The same.</returns>
    /// <remarks>
    /// <para>In the place of <see cref="ThumbnailQueueExtensions.AddThumbnailQueue"/>, and the same to those who attach. Hangfire itself is
    /// registered by <c>services.AddHangfire(…)</c>, with a storage that all processes share; those that make thumbnails call
    /// <c>services.AddHangfireServer()</c> as well, and need the same options of ImageAttach as those that attach.</para>
    /// <para>Each thumbnail is a job: done at least once, tried again up to four times within 21 minutes, harmless when repeated, and dropped when its original was
    /// replaced or removed. What was never queued is found by <see cref="HangfireThumbnailOptions.CatchUp"/>, and queued then: in the end every
    /// picture has all its thumbnails, whatever process is killed.</para>
    /// </remarks>
    public static ImageAttachBuilder AddHangfireThumbnailQueue(this ImageAttachBuilder builder, Action<HangfireThumbnailOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<HangfireThumbnailOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.CatchUpAfter >= TimeSpan.Zero, "HangfireThumbnailOptions.CatchUpAfter must be 0 or more.")
            .ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton<IThumbnailQueue>(services => new HangfireThumbnailQueue(
            OfHangfire<IBackgroundJobClientV2>(services), services.GetRequiredService<IOptions<HangfireThumbnailOptions>>())));
        builder.Services.AddHostedService(services => new CatchUpSchedule(
            services.GetRequiredService<IOptions<HangfireThumbnailOptions>>(), OfHangfire<IRecurringJobManagerV2>(services)));
        return builder;
    }

    private static T OfHangfire<T>(IServiceProvider services)
        where T : class => services.GetService<T>() ?? throw new InvalidOperationException(
            "AddHangfireThumbnailQueue finds no Hangfire. Register it with services.AddHangfire(…), with a storage that all processes share.");
}
