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

    /// <summary>How many originals are decoded at once in this process; others wait in turn. Default: the number of processors.</summary>
    /// <remarks>May be changed at any time; what has begun goes on.</remarks>
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

    /// <summary>Makes thumbnails once it is their turn.</summary>
    internal static Task<IReadOnlyList<EncodedImage>> MakeAsync(
        byte[] original, IReadOnlyList<ThumbnailRecipe> recipes, CancellationToken cancellationToken) =>
        RunAsync(() => SkiaCodec.Instance.MakeThumbnails(original, recipes, cancellationToken), cancellationToken);

    /// <summary>Decodes on a thread of the pool, once it is its turn.</summary>
    internal static async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
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
