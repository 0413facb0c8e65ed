namespace ImageAttach.Stores.S3;

/// <summary>Cancels a request once the server has been silent for too long. Each sign of life restarts the time.</summary>
internal sealed class S3IdleTimeout : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;

    public S3IdleTimeout(TimeSpan limit, CancellationToken caller)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(caller);
        (_limit, _caller) = (limit, caller);
        Restart();
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The server was silent for too long, and the caller didn't cancel.</summary>
    public bool HasElapsed => _cancellation.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Restart() => _cancellation.CancelAfter(_limit);

    /// <summary>Stops the time while the server isn't waited for, such as during a read of a slow source.</summary>
    public void Pause() => _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _cancellation.Dispose();
}
