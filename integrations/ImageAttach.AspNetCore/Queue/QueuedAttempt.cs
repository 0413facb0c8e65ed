using System.Diagnostics;
using ImageAttach.Logging;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>Tries to make a thumbnail that was queued, whatever queue it comes from.</summary>
internal sealed class QueuedAttempt(IThumbnailMaker maker, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("ImageAttach");

    /// <param name="thumbnail">Which.</param>
    /// <param name="attempt">How often it is tried, this time included.</param>
    /// <param name="isLast">Whether it won't be tried again.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>What came of it. An exception says that it is worth another try.</returns>
    public async Task<QueuedResult> RunAsync(WantedThumbnail thumbnail, int attempt, bool isLast, CancellationToken cancellationToken)
    {
        using Activity? activity = Activities.Start("ImageAttach.Queue", thumbnail.ObjectType);
        activity?.SetTag("imageattach.thumbnail", thumbnail.Name);
        try
        {
            await maker.MakeAsync(thumbnail, cancellationToken).ConfigureAwait(false);
            Logging.Counters.QueueMade.Add(1);
            return QueuedResult.Made;
        }
        catch (ImageNotFoundException)
        {
            Logging.Counters.QueueDropped.Add(1);
            return QueuedResult.Dropped;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (isLast || failure is ImageFormatException or ImageLimitException))
        {
            Logging.Counters.QueueFailed.Add(1);
            activity?.SetStatus(ActivityStatusCode.Error);
            Logging.Events.NotMade(_logger, thumbnail, attempt, failure);
            return QueuedResult.GivenUp;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Logging.Counters.QueueRetried.Add(1);
            activity?.SetStatus(ActivityStatusCode.Error);
            Logging.Events.MadeAgain(_logger, thumbnail, attempt, failure);
            throw;
        }
    }
}
