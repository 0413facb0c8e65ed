using System.Security.Cryptography;
using ImageAttach.Files;
using ImageAttach.Imaging;
using ImageAttach.Sql;
using ImageAttach.Transactions;

namespace ImageAttach.Regeneration;

/// <summary>Makes the thumbnails of one set again, and replaces those that come out differently.</summary>
internal sealed class ThumbnailsOfSet(IImageTable table, SharedConnection connection, IImageStore store, bool isDryRun, Regenerated regenerated)
{
    public async Task RunAsync(IReadOnlyList<Image> set, CancellationToken cancellationToken)
    {
        Image? original = set.FirstOrDefault(image => image.Original);
        if (original is null || set.Count == 1)
            return;
        try
        {
            await RunAsync(original, [.. set.Where(image => !image.Original)], cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException missing) when (missing.Key == original.Key)
        {
            regenerated.Add(table, original, "the original's file is missing, so its thumbnails can't be made again");
        }
    }

    private async Task RunAsync(Image original, Image[] thumbnails, CancellationToken cancellationToken)
    {
        (Image Thumbnail, ThumbnailOptions? Options)[] all = [.. thumbnails.Select(thumbnail => (thumbnail, RecipeText.Parse(thumbnail.Recipe)))];
        foreach ((Image thumbnail, _) in all.Where(each => each.Options is null))
            regenerated.Add(table, thumbnail, $"how it was made, '{thumbnail.Recipe}', isn't known to this version");
        (Image Thumbnail, ThumbnailOptions? Options)[] known = [.. all.Where(each => each.Options is not null)];
        if (known.Length == 0)
            return;
        IReadOnlyList<EncodedImage> encoded;
        try
        {
            ThumbnailRecipe[] recipes = [.. known.Select(each => new ThumbnailRecipe(each.Thumbnail.Size, each.Options!))];
            encoded = await ThumbnailWork.MakeAsync(() => recipes, token => original.MakeBlobAsync(store, verify: true, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ImageFormatException or ImageLimitException or ImageFileDamagedException)
        {
            regenerated.Add(table, original, failure.Message);
            return;
        }

        for (int i = 0; i < known.Length; i++)
            await CompareAsync(known[i].Thumbnail, encoded[i], cancellationToken).ConfigureAwait(false);
    }

    private async Task CompareAsync(Image thumbnail, EncodedImage encoded, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(thumbnail, Convert.ToHexStringLower(SHA256.HashData(encoded.Content)), cancellationToken).ConfigureAwait(false))
            regenerated.Unchanged();
        else if (isDryRun || await ReplaceAsync(thumbnail, encoded, cancellationToken).ConfigureAwait(false))
            regenerated.Replaced();
        else
            regenerated.Add(table, thumbnail, "the thumbnail or its original was replaced or removed meanwhile");
    }

    private async Task<bool> IsThereAsync(Image thumbnail, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            return (await FileCopy.OfAsync(store, thumbnail.Key, cancellationToken).ConfigureAwait(false)).Sha256 == sha256;
        }
        catch (ImageFileNotFoundException)
        {
            return false;
        }
    }

    private Task<bool> ReplaceAsync(Image thumbnail, EncodedImage encoded, CancellationToken cancellationToken)
    {
        (StoreKey oldKey, string oldRevision) = (thumbnail.Key, thumbnail.Revision);
        (thumbnail.MimeType, thumbnail.Revision) = (encoded.MimeType, FilePut.NewRevision());
        return connection.UseAsync(
            db => ImageWork.RunAsync(
                table,
                db,
                transaction: null,
                async ledger =>
                {
                    using MemoryStream content = new(encoded.Content, writable: false);
                    await FilePut.RunAsync(ledger, FileOf(thumbnail, thumbnail.Key), thumbnail, content, content.Length, cancellationToken).ConfigureAwait(false);
                },
                async (within, ledger) =>
                {
                    if (await RowNotes.WriteAsync(table, db, within.Transaction, thumbnail, oldRevision, cancellationToken).ConfigureAwait(false))
                    {
                        ledger.Supersede(FileOf(thumbnail, oldKey));
                        return true;
                    }

                    await ledger.WithdrawAsync(thumbnail.Key).ConfigureAwait(false);
                    return false;
                },
                cancellationToken),
            cancellationToken);
    }

    private LedgerEntry FileOf(Image thumbnail, StoreKey key) => new(store, key, lookup => FileReferences.ExistAsync(table, thumbnail, key, lookup));
}
