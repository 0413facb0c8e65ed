using System.Diagnostics;
using ImageAttach.AspNetCore.Logging;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore;

/// <summary>Makes a queued thumbnail, whatever queue it comes from: logs, counts and traces it, and decides whether another attempt makes sense. A service of the application.</summary>
/// <remarks>For workers of an <see cref="IThumbnailQueue"/> that you write. Those of the queue in memory and of Hangfire use it as well.</remarks>
/// <example>
/// <code>
/// public sealed class ThumbnailWorker(QueuedThumbnailRunner runner)
/// {
///     public Task WorkAsync(Message message, CancellationToken cancellationToken) =&gt; runner.RunAsync(
///         message.Thumbnail, message.Attempt, isLast: message.Attempt == 5, cancellationToken); // retry when it throws
/// }
/// </code>
/// </example>
public sealed class QueuedThumbnailRunner
{
    private readonly IThumbnailMaker _maker;
    private readonly ILogger _logger;

    /// <summary>Creates a runner.</summary>
    /// <param name="maker">What makes thumbnails.</param>
    /// <param name="loggers">The application's loggers.</param>
    public QueuedThumbnailRunner(IThumbnailMaker maker, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(maker);
        ArgumentNullException.ThrowIfNull(loggers);
        (_maker, _logger) = (maker, loggers.CreateLogger("ImageAttach"));
    }

    /// <summary>Makes a thumbnail, unless it is there already.</summary>
    /// <param name="thumbnail">The thumbnail.</param>
    /// <param name="attempt">The number of attempts, this one included; for logs.</param>
    /// <param name="isLast">Whether the queue won't try again. The failure is then logged as an error instead of thrown.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The result. When it throws, another attempt can succeed.</returns>
    public async Task<QueuedThumbnailResult> RunAsync(
        WantedThumbnail thumbnail, int attempt, bool isLast, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(thumbnail);
        using Activity? activity = Activities.Start("ImageAttach.Queue", thumbnail.ObjectType);
        activity?.SetTag("imageattach.thumbnail", thumbnail.Name);
        try
        {
            await _maker.MakeAsync(thumbnail, cancellationToken).ConfigureAwait(false);
            Logging.Counters.QueueMade.Add(1);
            return QueuedThumbnailResult.Made;
        }
        catch (ImageNotFoundException)
        {
            Logging.Counters.QueueDropped.Add(1);
            return QueuedThumbnailResult.Dropped;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (isLast || failure is ImageFormatException or ImageLimitException))
        {
            Logging.Counters.QueueFailed.Add(1);
            activity?.SetStatus(ActivityStatusCode.Error);
            Logging.Events.NotMade(_logger, thumbnail, attempt, failure);
            return QueuedThumbnailResult.GivenUp;
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
