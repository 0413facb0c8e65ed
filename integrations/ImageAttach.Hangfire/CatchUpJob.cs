using System.Globalization;
using Hangfire;
using Hangfire.States;
using ImageAttach.AspNetCore;
using Microsoft.Extensions.Options;

namespace ImageAttach.Hangfire;

/// <summary>Queues the thumbnails that are missing. As for <see cref="ThumbnailJob"/>, names stay as they are.</summary>
/// <remarks>Two of it at once do no harm, and need no lock that a killed process would leave behind.</remarks>
internal sealed class CatchUpJob(MissingThumbnails missing, IThumbnailQueue queue, JobStorage storage, IOptions<HangfireThumbnailOptions> options)
{
    /// <summary>While more wait, what is missing is most likely among them, and would be queued again and again.</summary>
    private const int MostWaiting = 100;

    /// <summary>At a time; the rest next time.</summary>
    private const int Most = 10_000;

    /// <returns>How many were queued, for Hangfire to show.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        long waiting = storage.GetMonitoringApi().EnqueuedCount(options.Value.Queue ?? EnqueuedState.DefaultQueue);
        if (waiting > MostWaiting)
            return string.Create(CultureInfo.InvariantCulture, $"None, because {waiting} jobs wait");
        int queued = await missing.EnqueueAsync(queue, options.Value.CatchUpAfter, Most, cancellationToken).ConfigureAwait(false);
        return queued.ToString(CultureInfo.InvariantCulture);
    }
}
