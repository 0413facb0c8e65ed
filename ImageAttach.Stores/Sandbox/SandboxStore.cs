using System.Runtime.CompilerServices;
using ImageAttach.Stores.Sandbox;

namespace ImageAttach.Stores;

/// <summary>Shows the files of one store and writes to another, such as a developer's disk over the images in production.</summary>
/// <remarks>
/// <para>Nothing is ever written to, or removed from, the underlying store. A file that is removed stays there and is covered by
/// a mark: an empty file of its name in the overriding store, which no image can be.</para>
/// <para>Only a file that is missing falls through to the underlying store. Any other failure of the overriding one is
/// reported: an image that was replaced must not come back because a disk is out of order.</para>
/// </remarks>
public sealed class SandboxStore : IListableImageStore
{
    private readonly IImageStore _underlying;
    private readonly IImageStore _overriding;

    /// <summary>Lays one store over another.</summary>
    /// <param name="underlying">The store that is only read.</param>
    /// <param name="overriding">The store that takes what is put and the marks of what is removed.</param>
    /// <exception cref="ArgumentException">Both are the same store.</exception>
    public SandboxStore(IImageStore underlying, IImageStore overriding)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        ArgumentNullException.ThrowIfNull(overriding);
        if (ReferenceEquals(underlying, overriding))
            throw new ArgumentException("A sandbox over the very store that it writes to protects nothing: give it another store to write to.", nameof(overriding));
        (_underlying, _overriding) = (underlying, overriding);
    }

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor => _overriding.KeepReplacedFor;

    /// <inheritdoc/>
    /// <remarks>A file of that name in the underlying store is covered, not refused: asking for it would cost every put a request.</remarks>
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(content);

        // Names without a revision come again. The mark must go first, and be there again when the put fails.
        bool wasRemoved = await FindAsync(_overriding, key, cancellationToken).ConfigureAwait(false) == EntryKind.Mark;
        if (wasRemoved)
            await _overriding.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            await _overriding.PutAsync(key, content, reproducible, cancellationToken).ConfigureAwait(false);
        }
        catch when (wasRemoved)
        {
            await MarkAsync(key).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        Stream file;
        try
        {
            file = await _overriding.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return await _underlying.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await UnlessEmptyAsync(file, cancellationToken).ConfigureAwait(false)
                ?? throw new ImageFileNotFoundException(key, "The sandbox, in which it was removed,");
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        EntryKind entry = await FindAsync(_overriding, key, cancellationToken).ConfigureAwait(false);
        if (entry == EntryKind.Mark)
            return;
        if (entry == EntryKind.File)
            await _overriding.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(_underlying, key, cancellationToken).ConfigureAwait(false) != EntryKind.None)
            await MarkAsync(key).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>In the overriding store alone.</remarks>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default) => _overriding.TouchAsync(key, cancellationToken);

    /// <summary>The file's address in the overriding store where that has it or a mark, else in the underlying one.</summary>
    /// <param name="key">The file's name.</param>
    /// <remarks>Unlike other stores, a sandbox has to look: the calling thread waits for the overriding store's answer.</remarks>
    /// <exception cref="ImageStoreException">The overriding store refused or failed.</exception>
    /// <exception cref="InvalidOperationException">The store that answers was given no address to begin with.</exception>
    public Uri Locate(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        // On a thread of its own: the caller's may be the only one of its synchronization context.
        EntryKind entry = Task.Run(() => FindAsync(_overriding, key, CancellationToken.None)).GetAwaiter().GetResult();
        return (entry == EntryKind.None ? _underlying : _overriding).Locate(key);
    }

    /// <summary>The files that were put into the sandbox and are there; not the underlying store's, which are no sandbox's to sweep.</summary>
    /// <param name="objectType">The object type, such as <c>user-picture</c>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="NotSupportedException">The overriding store can't list its files.</exception>
    /// <exception cref="ImageStoreException">The overriding store refused or failed.</exception>
    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        await foreach (StoredFile file in Listable().ListAsync(objectType, cancellationToken).ConfigureAwait(false))
        {
            if (file.Length > 0)
                yield return file;
        }
    }

    /// <summary>Removes what puts into the overriding store left unfinished when their process was killed.</summary>
    /// <param name="before">The time before which they were last written to.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="NotSupportedException">The overriding store can't list its files.</exception>
    /// <exception cref="ImageStoreException">The overriding store refused or failed.</exception>
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Listable().RemoveUnfinishedAsync(before, cancellationToken);

    /// <summary>Tells which database the files that were put into the sandbox belong to.</summary>
    /// <inheritdoc cref="RemoveUnfinishedAsync" path="/exception"/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => Listable().ReadMarkAsync(cancellationToken);

    /// <summary>Notes which database the files that were put into the sandbox belong to.</summary>
    /// <inheritdoc cref="RemoveUnfinishedAsync" path="/exception"/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => Listable().WriteMarkAsync(mark, cancellationToken);

    /// <summary>Both stores, as messages show them.</summary>
    public override string ToString() => $"SandboxStore of {_overriding} over {_underlying}";

    private IListableImageStore Listable() => _overriding as IListableImageStore
        ?? throw new NotSupportedException($"{_overriding} can't list its files, so a sandbox that writes to it can't either. Use an overriding store that is an IListableImageStore.");

    private static async Task<EntryKind> FindAsync(IImageStore store, StoreKey key, CancellationToken cancellationToken)
    {
        try
        {
            Stream file = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                return await UnlessEmptyAsync(file, cancellationToken).ConfigureAwait(false) is null ? EntryKind.Mark : EntryKind.File;
        }
        catch (ImageFileNotFoundException)
        {
            return EntryKind.None;
        }
    }

    // Not to be cancelled: between the removal and the mark, the underlying file shows through.
    private async Task MarkAsync(StoreKey key)
    {
        try
        {
            await (_overriding is IMarkingStore marking
                ? marking.MarkRemovedAsync(key, CancellationToken.None)
                : _overriding.PutAsync(key, Stream.Null, reproducible: true, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (ImageStoreException)
        {
            // Somebody else removed it as well, or put it anew: both stand, and the underlying file is covered.
            if (await FindAsync(_overriding, key, CancellationToken.None).ConfigureAwait(false) == EntryKind.None)
                throw;
        }
    }

    // The first byte tells an image from a mark; null when there is none.
    private static async Task<Stream?> UnlessEmptyAsync(Stream file, CancellationToken cancellationToken)
    {
        if (file.CanSeek)
            return file.Length > 0 ? file : null;
        byte[] first = new byte[1];
        return await file.ReadAsync(first, cancellationToken).ConfigureAwait(false) > 0 ? new PeekedStream(first[0], file) : null;
    }

    private enum EntryKind
    {
        None,
        File,
        Mark,
    }
}
