namespace ImageAttach.Stores;

/// <summary>Moves an application from one store to another without downtime: what is put goes to both, what is read comes from either.</summary>
/// <remarks>
/// <para>Three steps. Let every process of the application use the mirror; migrate with <c>ImageMigration</c> or <c>imageattach migrate</c>
/// from the old store to the new one; let every process use the new store. The old one has every file until the last step, so each can be
/// undone.</para>
/// <para>Files are located in the old store. Sweep each of the two stores by itself: the rows are the same.</para>
/// </remarks>
public sealed class MirrorStore : IImageStore
{
    private readonly IImageStore _old;
    private readonly IImageStore _new;

    /// <summary>Mirrors two stores.</summary>
    /// <param name="oldStore">The store that the application moves away from, which has all files.</param>
    /// <param name="newStore">The store that it moves to, which has some of them by now.</param>
    /// <exception cref="ArgumentException">Both are the same store.</exception>
    public MirrorStore(IImageStore oldStore, IImageStore newStore)
    {
        ArgumentNullException.ThrowIfNull(oldStore);
        ArgumentNullException.ThrowIfNull(newStore);
        if (ReferenceEquals(oldStore, newStore))
            throw new ArgumentException("A mirror of a store with itself would put every file twice. Give two stores.", nameof(newStore));
        (_old, _new) = (oldStore, newStore);
    }

    /// <inheritdoc/>
    /// <remarks>The longer of the two stores' times.</remarks>
    public TimeSpan KeepReplacedFor => _old.KeepReplacedFor > _new.KeepReplacedFor ? _old.KeepReplacedFor : _new.KeepReplacedFor;

    /// <inheritdoc/>
    /// <remarks>When one of the two refuses, or the old store gives back other bytes than it took, neither keeps the file.</remarks>
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(content);
        HashingStream hashing = new(content);
        await using (hashing.ConfigureAwait(false))
        {
            await _old.PutAsync(key, hashing, reproducible, cancellationToken).ConfigureAwait(false);
            await CopyAsync(key, hashing.GetDigest(), reproducible, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>From the new store; from the old one when that doesn't have it. Any other failure of the new store is reported.</remarks>
    public async Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            return await _new.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return await _old.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>From both: a file that stayed in the old store would be read again.</remarks>
    public async Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await _new.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        await _old.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>In both.</remarks>
    public async Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await _new.TouchAsync(key, cancellationToken).ConfigureAwait(false);
        await _old.TouchAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The file's address in the old store, which has every file.</summary>
    /// <param name="key">The file's name.</param>
    /// <exception cref="InvalidOperationException">The old store was given no address to begin with.</exception>
    public Uri Locate(StoreKey key) => _old.Locate(key);

    /// <summary>Both stores, as messages show them.</summary>
    public override string ToString() => $"MirrorStore of {_old} and {_new}";

    // The caller's stream can be read but once; the file that it became, as often as one likes.
    private async Task CopyAsync(StoreKey key, FileDigest put, bool reproducible, CancellationToken cancellationToken)
    {
        bool isInBoth = false;
        try
        {
            Stream file = await _old.OpenAsync(key, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                HashingStream hashing = new(file);
                await using (hashing.ConfigureAwait(false))
                {
                    await _new.PutAsync(key, hashing, reproducible, cancellationToken).ConfigureAwait(false);
                    isInBoth = true;
                    if (hashing.GetDigest() != put)
                        throw new ImageStoreException($"{_old} accepted {key} and gave back other bytes, so neither store keeps it. Check that store.");
                }
            }
        }
        catch
        {
            await TryDeleteAsync(_old, key).ConfigureAwait(false);
            if (isInBoth)
                await TryDeleteAsync(_new, key).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task TryDeleteAsync(IImageStore store, StoreKey key)
    {
        try
        {
            await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ImageStoreException)
        {
            // What brought us here matters more; a file that no row names is swept.
        }
    }
}
