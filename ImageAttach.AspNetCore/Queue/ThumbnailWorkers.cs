using System.Threading.Channels;
using ImageAttach.AspNetCore.Logging;
using ImageAttach.AspNetCore.Thumbnails;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>The queue in this process: some workers, who go home when all is done.</summary>
internal sealed class ThumbnailWorkers(
    ThumbnailMaker maker, IOptions<ThumbnailQueueOptions> options, TimeProvider time, ILoggerFactory loggers) : BackgroundService, IThumbnailQueue
{
    private readonly ThumbnailQueueOptions _options = options.Value;
    private readonly Channel<WantedThumbnail> _waiting = Channel.CreateBounded<WantedThumbnail>(options.Value.Capacity);
    private readonly ILogger _logger = loggers.CreateLogger("ImageAttach");

    public void Enqueue(WantedThumbnail thumbnail)
    {
        if (!_waiting.Writer.TryWrite(thumbnail))
            Events.NotQueued(_logger, thumbnail);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_waiting.Reader.Count > 0)
            Events.LeftInQueue(_logger, _waiting.Reader.Count);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (WantedThumbnail thumbnail in _waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            await MakeAsync(thumbnail, stopping).ConfigureAwait(false);
    }

    private async Task MakeAsync(WantedThumbnail thumbnail, CancellationToken stopping)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await maker.MakeAsync(thumbnail, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (ImageNotFoundException)
            {
                return; // the original was replaced or removed: nobody wants it any more
            }
            catch (Exception failure) when (attempt == _options.Attempts || failure is ImageFormatException or ImageLimitException)
            {
                Events.NotMade(_logger, thumbnail, attempt, failure);
                return;
            }
            catch (Exception failure)
            {
                Events.MadeAgain(_logger, thumbnail, attempt, failure);
                await WaitAsync(_options.FirstDelay * Math.Pow(2, attempt - 1), stopping).ConfigureAwait(false);
            }
        }
    }

    // When the application stops there is no time to wait: the tries that are left follow at once.
    private async Task WaitAsync(TimeSpan delay, CancellationToken stopping) =>
        await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
