using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ImageAttach.Stores;

/// <summary>Keeps image files in memory, for as long as the store lives: for tests and previews.</summary>
/// <remarks>Behaves as lasting stores do: a file is seen when it is complete, and never written again.</remarks>
/// <param name="baseUrl">
/// The address under which the application shows the files, absolute or relative, such as <c>/images/</c>. Default: none, and
/// images can't be located.
/// </param>
/// <param name="timeProvider">The clock that files get their times from. Default: the system's.</param>
/// <exception cref="ArgumentException">The address has a query or a fragment.</exception>
public sealed class MemoryStore(Uri? baseUrl = null, TimeProvider? timeProvider = null) : IListableImageStore
{
    private readonly TimeProvider _clock = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<StoreKey, StoredBytes> _files = new();
    private readonly BaseAddress _address = new(baseUrl);
    private volatile string? _mark;

    /// <inheritdoc/>
    public TimeSpan KeepReplacedFor { get; init; }

    /// <inheritdoc/>
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(content);
        byte[] bytes = await FileBytes.TryReadAsync(content, Array.MaxLength, cancellationToken).ConfigureAwait(false) ?? throw new ImageStoreException(
            FormattableString.Invariant($"The file of {key} could not be put into the memory store: it has more than {Array.MaxLength:N0} bytes. Use a store on disk."));
        cancellationToken.ThrowIfCancellationRequested();
        if (!_files.TryAdd(key, new(bytes, _clock.GetUtcNow())))
            throw new ImageStoreException($"The file of {key} could not be put into the memory store: it has one of that name already, and never replaces one.");
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return _files.TryGetValue(key, out StoredBytes? file)
            ? Task.FromResult<Stream>(new MemoryStream(file.Bytes, writable: false))
            : throw new ImageFileNotFoundException(key, "The memory store");
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        _files.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        if (_files.TryGetValue(key, out StoredBytes? file))
            _files.TryUpdate(key, file with { ModifiedAt = _clock.GetUtcNow() }, file);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Uri Locate(StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _address.GetUrl(key, "the memory store", "Give it the address under which your application shows the files, as baseUrl.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        foreach ((StoreKey key, StoredBytes file) in _files.Where(entry => entry.Key.ObjectType == objectType).OrderBy(entry => entry.Key.ToPath(), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(key, file.Bytes.Length, file.ModifiedAt);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Nothing: a put that ends early leaves nothing in memory.</summary>
    /// <param name="before">Not needed.</param>
    /// <param name="cancellationToken">Not needed.</param>
    /// <returns>0.</returns>
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.FromResult(0);

    /// <inheritdoc/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => Task.FromResult(_mark);

    /// <inheritdoc/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        _mark = mark;
        return Task.CompletedTask;
    }

    /// <summary>How many files it keeps, as messages show it.</summary>
    public override string ToString() => $"MemoryStore of {_files.Count} files";

    private sealed record StoredBytes(byte[] Bytes, DateTimeOffset ModifiedAt);
}
