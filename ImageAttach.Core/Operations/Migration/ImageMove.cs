using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.Operations;

/// <summary>Brings the file of one image to the destination, and its row up to date where that is asked for.</summary>
internal sealed class ImageMove(
    IImageTable table, SharedConnection connection, IImageStore source, DestinationFiles existing, MigrationOptions options, MigrationCounters counters)
{
    private readonly IImageStore _destination = existing.Store;

    /// <returns>Whether the image is at the destination now.</returns>
    public async Task<bool> RunAsync(Image image, CancellationToken cancellationToken)
    {
        StoreKey from = image.Key;
        bool isDone = options.ConvertLegacyFiles && (image.Revision.Length == 0 || image.Length is null || image.Sha256 is null)
            ? await ConvertAsync(image, from, cancellationToken).ConfigureAwait(false)
            : await CopyAsync(image, from, cancellationToken).ConfigureAwait(false) is not null;
        counters.Examined();
        return isDone;
    }

    // A file first, its row next, as everywhere: killed in between, there is a file too many, which the sweep removes.
    private async Task<bool> ConvertAsync(Image image, StoreKey from, CancellationToken cancellationToken)
    {
        string revision = image.Revision;
        if (revision.Length == 0)
            image.Revision = FilePut.NewRevision();
        if (await CopyAsync(image, from, cancellationToken).ConfigureAwait(false) is not { } copy)
            return false;
        copy = copy.Sha256.Length > 0 ? copy : await FileDigest.ComputeAsync(_destination, image.Key, cancellationToken).ConfigureAwait(false);
        (image.Length, image.Sha256) = (copy.Length, copy.Sha256);
        if (!await connection.UseAsync(db => FileMetadataUpdate.RunAsync(table, db, null, image, revision, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (image.Key != from)
                await _destination.DeleteAsync(image.Key, CancellationToken.None).ConfigureAwait(false);
            return AddProblem(from, MigrationProblemKind.Changed, "the row was replaced or removed meanwhile; migrate again") is not null;
        }

        counters.Converted();
        return true;
    }

    /// <returns>What was copied; without a hash when the file was there already; null when it can't be.</returns>
    private async Task<FileDigest?> CopyAsync(Image image, StoreKey from, CancellationToken cancellationToken)
    {
        CopyState state = image.Key == from
            ? await existing.FindAsync(image, source, options.CheckHashes, cancellationToken).ConfigureAwait(false)
            : CopyState.None;
        if (state == CopyState.Equal)
            return Skip();
        try
        {
            if (state == CopyState.Different)
                return await ReplaceAsync(image, from, cancellationToken).ConfigureAwait(false);
            return await PutAsync(image, from, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException missing) when (missing.Key == from && !options.StopAtProblems)
        {
            return AddProblem(from, MigrationProblemKind.Missing, "the file is missing");
        }
        catch (ImageStoreException) when (image.Key == from && existing.IsListed)
        {
            // Perhaps another run has brought it since the files were listed.
            if (await DestinationFiles.CreateUnlisted(_destination).FindAsync(image, source, options.CheckHashes, cancellationToken).ConfigureAwait(false) != CopyState.Equal)
                throw;
            return Skip();
        }
    }

    private FileDigest Skip()
    {
        counters.Skipped();
        return new(0, "");
    }

    // What the source has is looked at first: a damaged file there is no reason to remove what the destination has.
    private async Task<FileDigest?> ReplaceAsync(Image image, StoreKey from, CancellationToken cancellationToken)
    {
        FileDigest ofSource = await FileDigest.ComputeAsync(source, from, cancellationToken).ConfigureAwait(false);
        if (ofSource.FindMismatch(image) is { } fault)
            return Damaged(from, fault);
        await _destination.DeleteAsync(image.Key, cancellationToken).ConfigureAwait(false);
        return await PutAsync(image, from, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FileDigest?> PutAsync(Image image, StoreKey from, CancellationToken cancellationToken)
    {
        FileDigest copy = await FileCopy.RunAsync(source, from, _destination, image.Key, !image.Original, cancellationToken).ConfigureAwait(false);
        if (copy.FindMismatch(image) is { } fault)
        {
            await _destination.DeleteAsync(image.Key, CancellationToken.None).ConfigureAwait(false);
            return Damaged(from, fault);
        }

        counters.Copied(copy.Length);
        return copy;
    }

    private FileDigest? Damaged(StoreKey key, string fault) => !options.StopAtProblems
        ? AddProblem(key, MigrationProblemKind.Damaged, fault)
        : throw new ImageFileDamagedException(key, fault);

    private FileDigest? AddProblem(StoreKey key, MigrationProblemKind kind, string detail)
    {
        counters.Add(new() { Table = table.QualifiedName, Key = key, Kind = kind, Detail = detail });
        return null;
    }
}
