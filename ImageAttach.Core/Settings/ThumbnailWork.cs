using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>How much of a machine the making of thumbnails may take.</summary>
public static class ThumbnailWork
{
    /// <summary>How many originals are read into memory and decoded at once in this process; others wait in turn. Default: the number of processors.</summary>
    /// <remarks>It can be changed at any time; work that has begun continues.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int MaxParallel
    {
        get => Concurrency.MaxParallel;
        set => Concurrency.MaxParallel = value;
    }

    /// <summary>The limit that all work of this process shares.</summary>
    internal static ImagingConcurrency Concurrency { get; } = new();

    /// <summary>Makes thumbnails once it is their turn. The original is read no sooner, so one that waits takes no memory.</summary>
    /// <param name="plan">Decides what to make, when the turn has come. If that is nothing, the original isn't read.</param>
    /// <param name="readOriginal">Reads the original.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static Task<IReadOnlyList<EncodedImage>> MakeAsync(
        Func<IReadOnlyList<ThumbnailSpec>> plan, Func<CancellationToken, Task<byte[]>> readOriginal, CancellationToken cancellationToken) =>
        ReadAndRunAsync<IReadOnlyList<EncodedImage>>(
            async () => plan() is { Count: > 0 } specs
                ? ImageCodecs.Engine.MakeThumbnails(await readOriginal(cancellationToken).ConfigureAwait(false), specs, cancellationToken)
                : [],
            cancellationToken);

    /// <summary>Decodes on a thread of the pool, once it is its turn.</summary>
    internal static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => ReadAndRunAsync(() => Task.FromResult(work()), cancellationToken);

    /// <summary>Reads a file and decodes it on a thread of the pool, once it is its turn. The work must not wait for a database: others wait for a turn while they hold locks.</summary>
    internal static Task<T> ReadAndRunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => Concurrency.RunAsync(work, cancellationToken);
}
