using ImageAttach.Imaging;
using ImageAttach.Imaging.Skia;

namespace ImageAttach;

/// <summary>How much of a machine the making of thumbnails may take.</summary>
public static class ThumbnailWork
{
    private static readonly Lock Gate = new();
    private static readonly Queue<TaskCompletionSource> Waiting = new();
    private static int _most = Environment.ProcessorCount;
    private static int _running;

    /// <summary>How many originals are read into memory and decoded at once in this process; others wait in turn. Default: the number of processors.</summary>
    /// <remarks>It can be changed at any time; work that has begun continues.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int MaxParallel
    {
        get => Volatile.Read(ref _most);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (Gate)
            {
                _most = value;
                Admit();
            }
        }
    }

    /// <summary>How many wait for their turn.</summary>
    internal static int WaitingCount
    {
        get
        {
            lock (Gate)
                return Waiting.Count;
        }
    }

    /// <summary>Makes thumbnails once it is their turn. The original is read no sooner, so one that waits takes no memory.</summary>
    /// <param name="plan">Decides what to make, when the turn has come. If that is nothing, the original isn't read.</param>
    /// <param name="readOriginal">Reads the original.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static Task<IReadOnlyList<EncodedImage>> MakeAsync(
        Func<IReadOnlyList<ThumbnailRecipe>> plan, Func<CancellationToken, Task<byte[]>> readOriginal, CancellationToken cancellationToken) =>
        ReadAndRunAsync<IReadOnlyList<EncodedImage>>(
            async () => plan() is { Count: > 0 } recipes
                ? SkiaCodec.Instance.MakeThumbnails(await readOriginal(cancellationToken).ConfigureAwait(false), recipes, cancellationToken)
                : [],
            cancellationToken);

    /// <summary>Decodes on a thread of the pool, once it is its turn.</summary>
    internal static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => ReadAndRunAsync(() => Task.FromResult(work()), cancellationToken);

    /// <summary>Reads a file and decodes it on a thread of the pool, once it is its turn. The work must not wait for a database: others wait for a turn while they hold locks.</summary>
    internal static async Task<T> ReadAndRunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (Gate)
            {
                _running--;
                Admit();
            }
        }
    }

    private static async Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration cancelling = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await using (cancelling.ConfigureAwait(false))
        {
            lock (Gate)
            {
                Waiting.Enqueue(turn);
                Admit();
            }

            await turn.Task.ConfigureAwait(false);
        }
    }

    // Whoever gave up waiting isn't counted.
    private static void Admit()
    {
        while (_running < _most && Waiting.TryDequeue(out TaskCompletionSource? next))
        {
            if (next.TrySetResult())
                _running++;
        }
    }
}
