using Hangfire;
using Hangfire.Server;
using ImageAttach.AspNetCore;

namespace ImageAttach.Hangfire;

/// <summary>Makes one thumbnail. Jobs that wait in storages name this type, its method, and the types of what it takes: they stay as they are.</summary>
internal sealed class ThumbnailJob(QueuedThumbnailRunner runner)
{
    private const int MostRetries = 4;

    /// <returns>What came of it, for Hangfire to show.</returns>
    // Retries end before an hour is over: what is missing by then is found by the next look for it, and queued anew.
    [AutomaticRetry(Attempts = MostRetries, DelaysInSeconds = [15, 60, 300, 900], LogEvents = false)]
    public async Task<string> RunAsync(
        string objectType, string setKey, string version, string name, PerformContext context, CancellationToken cancellationToken)
    {
        int retries = context.GetJobParameter<int>("RetryCount", allowStale: true);
        QueuedThumbnailResult result = await runner.RunAsync(
            new(objectType, setKey, version, name), retries + 1, isLast: retries >= MostRetries, cancellationToken).ConfigureAwait(false);
        return result.ToString();
    }
}
