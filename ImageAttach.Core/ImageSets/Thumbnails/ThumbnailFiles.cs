using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>The steps to a thumbnail that need no image type: wait for a turn, read the original, make the files, and put each.</summary>
internal static class ThumbnailFiles
{
    /// <summary>Makes the files from one decode, once it is their turn. The original is read no sooner, so one that waits takes no memory.</summary>
    /// <param name="original">The original.</param>
    /// <param name="store">The store that has it.</param>
    /// <param name="getSpecs">
    /// Returns what to make. Called when the turn has come, and if that is nothing, the original isn't read; called again once the original is read.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files, in the order of the specifications.</returns>
    public static Task<IReadOnlyList<EncodedImage>> MakeAsync(
        Image original, IImageStore store, Func<IReadOnlyList<ThumbnailSpec>> getSpecs, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        return engine.Options.Concurrency.RunAsync(ReadAndMakeAsync, cancellationToken);

        async Task<IReadOnlyList<EncodedImage>> ReadAndMakeAsync()
        {
            if (getSpecs().Count == 0)
                return [];
            byte[] file = await original.MakeBlobAsync(store, verify: true, cancellationToken).ConfigureAwait(false);
            return engine.MakeThumbnails(file, getSpecs(), cancellationToken);
        }
    }

    /// <summary>Puts a file, and fills the columns of its row that are known afterwards.</summary>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static async Task PutAsync(FileLedger ledger, LedgerEntry entry, Image thumbnail, EncodedImage file, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(file.Content, writable: false);
        await FilePut.RunAsync(ledger, entry, thumbnail, content, content.Length, cancellationToken).ConfigureAwait(false);
    }
}
