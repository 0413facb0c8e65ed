using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.ImageSets;
using ImageAttach.Transactions;

namespace ImageAttach.Operations;

/// <summary>Makes the thumbnails of one set again, and replaces those that come out differently.</summary>
internal sealed class SetRegeneration(IImageTable table, SharedConnection connection, IImageStore store, bool isDryRun, Regenerated regenerated)
{
    public async Task RunAsync(IReadOnlyList<Image> set, CancellationToken cancellationToken)
    {
        Image? original = set.FirstOrDefault(image => image.Original);
        if (original is null || set.Count == 1)
            return;
        try
        {
            await RunAsync(original, [.. FindKnown(set)], cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException missing) when (missing.Key == original.Key)
        {
            regenerated.Add(table, original, "the original's file is missing, so its thumbnails can't be made again");
        }
    }

    private IEnumerable<(Image Thumbnail, ThumbnailSpec Spec)> FindKnown(IReadOnlyList<Image> set)
    {
        foreach (Image thumbnail in set.Where(image => !image.Original))
        {
            if (ThumbnailSpec.TryParse(thumbnail.Recipe, thumbnail.Size, out ThumbnailSpec? spec))
                yield return (thumbnail, spec);
            else
                regenerated.Add(table, thumbnail, $"how it was made, '{thumbnail.Recipe}', isn't known to this version");
        }
    }

    private async Task RunAsync(Image original, (Image Thumbnail, ThumbnailSpec Spec)[] known, CancellationToken cancellationToken)
    {
        if (known.Length == 0 || await TryMakeAsync(original, [.. known.Select(entry => entry.Spec)], cancellationToken).ConfigureAwait(false) is not { } files)
            return;
        for (int i = 0; i < known.Length; i++)
        {
            RegeneratedThumbnail thumbnail = new(known[i].Thumbnail, known[i].Spec, original, store, files[i], IsAlone: known.Length == 1);
            await CompareAsync(thumbnail, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<EncodedImage>?> TryMakeAsync(Image original, ThumbnailSpec[] specs, CancellationToken cancellationToken)
    {
        try
        {
            return await ThumbnailFiles.MakeAsync(original, store, () => specs, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ImageFormatException or ImageLimitException or ImageFileDamagedException)
        {
            regenerated.Add(table, original, failure.Message);
            return null;
        }
    }

    private async Task CompareAsync(RegeneratedThumbnail thumbnail, CancellationToken cancellationToken)
    {
        EncodedImage? replacement = await thumbnail.FindReplacementAsync(cancellationToken).ConfigureAwait(false);
        if (replacement is null)
            regenerated.Unchanged();
        else if (isDryRun || await ReplaceAsync(thumbnail.Row, replacement, cancellationToken).ConfigureAwait(false))
            regenerated.Replaced();
        else
            regenerated.Add(table, thumbnail.Row, "the thumbnail or its original was replaced or removed meanwhile");
    }

    private Task<bool> ReplaceAsync(Image thumbnail, EncodedImage file, CancellationToken cancellationToken)
    {
        (StoreKey oldKey, string oldRevision) = (thumbnail.Key, thumbnail.Revision);
        (thumbnail.MimeType, thumbnail.Revision) = (file.MimeType, FilePut.NewRevision());
        return connection.UseAsync(
            db => UnitOfWorkRunner.RunAsync(
                table,
                db,
                transaction: null,
                ledger => ThumbnailFiles.PutAsync(ledger, FileOf(thumbnail, thumbnail.Key), thumbnail, file, cancellationToken),
                async (scope, ledger) =>
                {
                    if (await FileMetadataUpdate.RunAsync(table, db, scope.Transaction, thumbnail, oldRevision, cancellationToken).ConfigureAwait(false))
                    {
                        ledger.TrackObsolete(FileOf(thumbnail, oldKey));
                        return true;
                    }

                    await ledger.DiscardPutAsync(thumbnail.Key).ConfigureAwait(false);
                    return false;
                },
                cancellationToken),
            cancellationToken);
    }

    private LedgerEntry FileOf(Image thumbnail, StoreKey key) => new(store, key, lookup => FileReferences.ExistAsync(table, thumbnail, key, lookup));
}
