namespace ImageAttach.Imaging;

/// <summary>Limits how many images are decoded at once; further ones wait in turn.</summary>
/// <remarks>Decoded pixels take much more memory than files: a limit on their number is a limit on memory.</remarks>
public sealed class ImagingConcurrency
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _running;

    /// <summary>Creates a limit.</summary>
    /// <param name="maxParallel">How many are decoded at once; default: the number of processors.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public ImagingConcurrency(int? maxParallel = null)
    {
        MaxParallel = maxParallel ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxParallel, 1, nameof(maxParallel));
    }

    /// <summary>How many images are decoded at once.</summary>
    public int MaxParallel { get; }

    /// <summary>How many calls wait for their turn.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Runs work on a thread of the pool, once it is its turn.</summary>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="work">The work: read a file and decode it. It should read no sooner, so that what waits takes no memory.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunInTurnAsync();

        async Task<T> RunInTurnAsync()
        {
            await EnterAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(work, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Leave();
            }
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration cancelling = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await using (cancelling.ConfigureAwait(false))
        {
            lock (_gate)
            {
                _waiting.Enqueue(turn);
                Admit();
            }

            await turn.Task.ConfigureAwait(false);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
            Admit();
        }
    }

    // A turn that was canceled while it waited doesn't count.
    private void Admit()
    {
        while (_running < MaxParallel && _waiting.TryDequeue(out TaskCompletionSource? next))
        {
            if (next.TrySetResult())
                _running++;
        }
    }
}
