namespace ImageAttach.Transactions;

/// <summary>Runs the cleanups of plain scopes, whose threads must not wait for a connection while they hold one. A few at a time, in order.</summary>
/// <remarks>What a process leaves undone when it ends, a sweep does.</remarks>
internal static class BackgroundCleanup
{
    // Few: each takes a connection away from the application.
    private const int MaxParallel = 2;

    private static readonly SemaphoreSlim Slots = new(MaxParallel);
    private static readonly Lock Adding = new();
    private static Task _all = Task.CompletedTask;

    /// <summary>Starts a cleanup, at once or when others have ended.</summary>
    /// <param name="cleanup">The cleanup, which never throws.</param>
    public static void Start(Func<Task> cleanup)
    {
        Task started = Task.Run(() => RunAsync(cleanup));
        lock (Adding)
            _all = _all.IsCompleted ? started : Task.WhenAll(_all, started);
    }

    /// <summary>Completes when all cleanups have ended that were started so far.</summary>
    public static Task WhenIdleAsync()
    {
        lock (Adding)
            return _all;
    }

    private static async Task RunAsync(Func<Task> cleanup)
    {
        await Slots.WaitAsync().ConfigureAwait(false);
        try
        {
            await cleanup().ConfigureAwait(false);
        }
        finally
        {
            Slots.Release();
        }
    }
}
