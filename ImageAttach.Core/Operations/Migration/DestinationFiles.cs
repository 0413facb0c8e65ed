using ImageAttach.Transactions;

namespace ImageAttach.Operations;

/// <summary>Which files a destination has already.</summary>
/// <remarks>A store that can list its files is asked once, which spares each file a request; beyond a million files, and for others, file by file.</remarks>
internal sealed class DestinationFiles
{
    private const int MaxListed = 1_000_000;

    // By the key's hash: a million of them take some 50 MB, names would take five times as much.
    private readonly Dictionary<UInt128, long>? _lengths;

    private DestinationFiles(IImageStore store, Dictionary<UInt128, long>? lengths) => (Store, _lengths) = (store, lengths);

    /// <summary>The destination.</summary>
    public IImageStore Store { get; }

    /// <summary>Whether the answers are as old as the listing.</summary>
    public bool IsListed => _lengths is not null;

    public static DestinationFiles CreateUnlisted(IImageStore store) => new(store, lengths: null);

    public static async Task<DestinationFiles> ListAsync(IImageStore store, string objectType, CancellationToken cancellationToken)
    {
        if (store is not IListableImageStore listable)
            return CreateUnlisted(store);
        Dictionary<UInt128, long> lengths = [];
        await foreach (StoredFile file in listable.ListAsync(objectType, cancellationToken).ConfigureAwait(false))
        {
            if (lengths.Count == MaxListed)
                return CreateUnlisted(store);
            lengths[KeySet.GetHash(file.Key)] = file.Length;
        }

        return new(store, lengths);
    }

    /// <summary>Whether the destination has an image's file: equal, another of that name, or none.</summary>
    /// <param name="image">The image.</param>
    /// <param name="source">The store that the file comes from.</param>
    /// <param name="checkHashes">Whether to compare bytes where lengths would do.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<CopyState> FindAsync(Image image, IImageStore source, bool checkHashes, CancellationToken cancellationToken)
    {
        long? listed = null;
        if (_lengths is not null)
        {
            if (!_lengths.TryGetValue(KeySet.GetHash(image.Key), out long length))
                return CopyState.None;
            listed = length;
        }

        // A revision is given to one put alone: of one length, the files are the same.
        bool byLength = !checkHashes && image.Revision.Length > 0 && image.Length is not null;
        if (byLength && listed is not null)
            return listed == image.Length ? CopyState.Equal : CopyState.Different;
        try
        {
            return await CompareAsync(image, source, byLength, cancellationToken).ConfigureAwait(false) ? CopyState.Equal : CopyState.Different;
        }
        catch (ImageFileNotFoundException missing) when (missing.Key == image.Key)
        {
            return CopyState.None;
        }
    }

    private async Task<bool> CompareAsync(Image image, IImageStore source, bool byLength, CancellationToken cancellationToken)
    {
        if (byLength)
        {
            Stream file = await Store.OpenAsync(image.Key, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                if (file.CanSeek)
                    return file.Length == image.Length;
            }
        }

        FileDigest there = await FileDigest.ComputeAsync(Store, image.Key, cancellationToken).ConfigureAwait(false);
        if (image is { Length: not null, Sha256: not null })
            return there.FindMismatch(image) is null;
        try
        {
            return there == await FileDigest.ComputeAsync(source, image.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return there.FindMismatch(image) is null; // it has been moved already, and nothing says otherwise
        }
    }
}
