using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Decodes images with the current settings, when it is their turn: see <see cref="ImageAttachSettings.MaxParallelDecodes"/>.</summary>
internal static class ThumbnailWork
{
    /// <summary>Makes thumbnails once it is their turn. The original is read no sooner, so one that waits takes no memory.</summary>
    /// <param name="plan">Decides what to make, when the turn has come. If that is nothing, the original isn't read.</param>
    /// <param name="readOriginal">Reads the original.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Task<IReadOnlyList<EncodedImage>> MakeAsync(
        Func<IReadOnlyList<ThumbnailSpec>> plan, Func<CancellationToken, Task<byte[]>> readOriginal, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        return engine.Options.Concurrency.RunAsync<IReadOnlyList<EncodedImage>>(
            async () => plan() is { Count: > 0 } specs
                ? engine.MakeThumbnails(await readOriginal(cancellationToken).ConfigureAwait(false), specs, cancellationToken)
                : [],
            cancellationToken);
    }

    /// <summary>Decodes on a thread of the pool, once it is its turn.</summary>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => ReadAndRunAsync(() => Task.FromResult(work()), cancellationToken);

    /// <summary>Reads a file and decodes it on a thread of the pool, once it is its turn. The work must not wait for a database: others wait for a turn while they hold locks.</summary>
    public static Task<T> ReadAndRunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        ImageAttachSettings.Current.Engine.Options.Concurrency.RunAsync(work, cancellationToken);
}
