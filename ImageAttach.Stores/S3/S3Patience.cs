namespace ImageAttach.Stores.S3;

/// <summary>Cancels what waits for the server for too long. Whatever shows that it is alive starts the time anew.</summary>
internal sealed class S3Patience : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;

    public S3Patience(TimeSpan limit, CancellationToken caller)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(caller);
        (_limit, _caller) = (limit, caller);
        Restart();
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The server was silent for too long, and the caller didn't cancel.</summary>
    public bool IsOver => _cancellation.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Restart() => _cancellation.CancelAfter(_limit);

    /// <summary>Somebody else is to blame now, such as a slow source.</summary>
    public void Pause() => _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _cancellation.Dispose();
}
