using System.Threading.Channels;
using ImageAttach.AspNetCore.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>The queue in this process: some workers, who go home when all is done.</summary>
internal sealed class ThumbnailWorkers(
    QueuedThumbnailRunner runner, MissingThumbnails missing, IOptions<ThumbnailQueueOptions> options, TimeProvider time, ILoggerFactory loggers) : BackgroundService, IThumbnailQueue
{
    private readonly ThumbnailQueueOptions _options = options.Value;
    private readonly Channel<WantedThumbnail> _waiting = Channel.CreateBounded<WantedThumbnail>(options.Value.Capacity);
    private readonly ILogger _logger = loggers.CreateLogger("ImageAttach");

    public void Enqueue(WantedThumbnail thumbnail)
    {
        if (_waiting.Writer.TryWrite(thumbnail))
        {
            Counters.QueueDepth.Add(1);
            return;
        }

        Counters.QueueRefused.Add(1);
        Events.NotQueued(_logger, thumbnail);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_waiting.Reader.Count > 0)
            Events.LeftInQueue(_logger, _waiting.Reader.Count);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, _options.Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)).Append(CatchUpAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (WantedThumbnail thumbnail in _waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Counters.QueueDepth.Add(-1);
            await MakeAsync(thumbnail, stopping).ConfigureAwait(false);
        }
    }

    private async Task MakeAsync(WantedThumbnail thumbnail, CancellationToken stopping)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await runner.RunAsync(thumbnail, tries, isLast: tries == _options.Attempts, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (Exception)
            {
                await WaitAsync(_options.FirstDelay * Math.Pow(2, tries - 1), stopping).ConfigureAwait(false);
            }
        }
    }

    // Half of the room is left for what is attached meanwhile.
    private async Task CatchUpAsync(CancellationToken stopping)
    {
        while (_options.CatchUpEvery is { } period && !stopping.IsCancellationRequested)
        {
            try
            {
                await missing.EnqueueAsync(this, most: (_options.Capacity - _waiting.Reader.Count) / 2, cancellationToken: stopping).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                if (!stopping.IsCancellationRequested)
                    Events.NotCaughtUp(_logger, failure);
            }

            await WaitAsync(period, stopping).ConfigureAwait(false);
        }
    }

    // When the application stops there is no time to wait: the tries that are left follow at once.
    private async Task WaitAsync(TimeSpan delay, CancellationToken stopping) =>
        await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
