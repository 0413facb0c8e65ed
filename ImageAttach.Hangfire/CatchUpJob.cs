using System.Globalization;
using ImageAttach.AspNetCore;
using Microsoft.Extensions.Options;

namespace ImageAttach.Hangfire;

/// <summary>Queues the thumbnails that are missing. As for <see cref="ThumbnailJob"/>, names stay as they are.</summary>
/// <remarks>Two of it at once do no harm, and need no lock that a killed process would leave behind.</remarks>
internal sealed class CatchUpJob(MissingThumbnails missing, IThumbnailQueue queue, IOptions<HangfireThumbnailOptions> options)
{
    /// <summary>At a time; the rest next time.</summary>
    private const int Most = 10_000;

    /// <returns>How many were queued, for Hangfire to show.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        int queued = await missing.EnqueueAsync(queue, options.Value.CatchUpAfter, Most, cancellationToken).ConfigureAwait(false);
        return queued.ToString(CultureInfo.InvariantCulture);
    }
}
