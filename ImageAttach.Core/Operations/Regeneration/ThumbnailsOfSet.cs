using System.Security.Cryptography;
using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.Operations;

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
        List<(Image Thumbnail, ThumbnailSpec Spec)> known = [];
        foreach (Image thumbnail in thumbnails)
        {
            if (ThumbnailSpec.TryParse(thumbnail.Recipe, thumbnail.Size, out ThumbnailSpec? spec))
                known.Add((thumbnail, spec));
            else
                regenerated.Add(table, thumbnail, $"how it was made, '{thumbnail.Recipe}', isn't known to this version");
        }

        if (known.Count == 0)
            return;
        IReadOnlyList<EncodedImage> encoded;
        try
        {
            ThumbnailSpec[] specs = [.. known.Select(entry => entry.Spec)];
            encoded = await ThumbnailWork.MakeAsync(() => specs, token => original.MakeBlobAsync(store, verify: true, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ImageFormatException or ImageLimitException or ImageFileDamagedException)
        {
            regenerated.Add(table, original, failure.Message);
            return;
        }

        for (int i = 0; i < known.Count; i++)
        {
            Candidate candidate = new(known[i].Thumbnail, known[i].Spec, encoded[i], token => original.MakeBlobAsync(store, verify: true, token), IsAlone: known.Count == 1);
            await CompareAsync(candidate, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        byte[]? stored = await ReadAsync(candidate.Thumbnail, cancellationToken).ConfigureAwait(false);
        EncodedImage? replacement = await FindReplacementAsync(candidate, stored, cancellationToken).ConfigureAwait(false);
        if (replacement is null)
            regenerated.Unchanged();
        else if (isDryRun || await ReplaceAsync(candidate.Thumbnail, replacement, cancellationToken).ConfigureAwait(false))
            regenerated.Replaced();
        else
            regenerated.Add(table, candidate.Thumbnail, "the thumbnail or its original was replaced or removed meanwhile");
    }

    // As one of several it may have other bytes than alone, and it isn't known which of the two the stored one was.
    private static async Task<EncodedImage?> FindReplacementAsync(Candidate candidate, byte[]? stored, CancellationToken cancellationToken)
    {
        if (IsEqual(stored, candidate.Together))
            return null;
        EncodedImage alone = await candidate.MakeAloneAsync(cancellationToken).ConfigureAwait(false);
        if (IsEqual(stored, alone))
            return null;
        bool mayLookAlike = stored is not null && candidate.WasPutAs(stored) && candidate.Spec.Options.Format != ThumbnailFormat.AnimatedWebP;
        return mayLookAlike && await ThumbnailComparison.ShowTheSameAsync(stored!, alone, candidate.Thumbnail.Size, cancellationToken).ConfigureAwait(false) ? null : alone;
    }

    private static bool IsEqual(byte[]? stored, EncodedImage made) => stored is not null && stored.AsSpan().SequenceEqual(made.Content);

    private async Task<byte[]?> ReadAsync(Image thumbnail, CancellationToken cancellationToken)
    {
        try
        {
            return await thumbnail.MakeBlobAsync(store, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return null;
        }
    }

    private Task<bool> ReplaceAsync(Image thumbnail, EncodedImage encoded, CancellationToken cancellationToken)
    {
        (StoreKey oldKey, string oldRevision) = (thumbnail.Key, thumbnail.Revision);
        (thumbnail.MimeType, thumbnail.Revision) = (encoded.MimeType, FilePut.NewRevision());
        return connection.UseAsync(
            db => UnitOfWorkRunner.RunAsync(
                table,
                db,
                transaction: null,
                async ledger =>
                {
                    using MemoryStream content = new(encoded.Content, writable: false);
                    await FilePut.RunAsync(ledger, FileOf(thumbnail, thumbnail.Key), thumbnail, content, content.Length, cancellationToken).ConfigureAwait(false);
                },
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

    /// <summary>A thumbnail that was made again.</summary>
    /// <param name="Thumbnail">Its row.</param>
    /// <param name="Spec">How it is made.</param>
    /// <param name="Together">The file, as it comes out together with the others of the set.</param>
    /// <param name="ReadOriginalAsync">Reads the original's file.</param>
    /// <param name="IsAlone">Whether the set has no others.</param>
    private sealed record Candidate(Image Thumbnail, ThumbnailSpec Spec, EncodedImage Together, Func<CancellationToken, Task<byte[]>> ReadOriginalAsync, bool IsAlone)
    {
        public async Task<EncodedImage> MakeAloneAsync(CancellationToken cancellationToken) => IsAlone
            ? Together
            : (await ThumbnailWork.MakeAsync(() => [Spec], ReadOriginalAsync, cancellationToken).ConfigureAwait(false))[0];

        /// <summary>Whether the stored bytes are those that were put, as far as the row notes them.</summary>
        public bool WasPutAs(byte[] stored) => Thumbnail.Sha256 is not { } sha256 || Convert.ToHexStringLower(SHA256.HashData(stored)) == sha256;
    }
}
