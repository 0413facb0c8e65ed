using System.Runtime.CompilerServices;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>A store that keeps nothing, and says that it has some files already.</summary>
internal sealed class Sink(IReadOnlyList<StoreKey> keys) : IListableImageStore
{
    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
        await content.CopyToAsync(Stream.Null, cancellationToken);

    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageFileNotFoundException(key, "The sink");

    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Uri Locate(StoreKey key) => throw new NotSupportedException();

    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (StoreKey key in keys)
            yield return new(key, 2_000, DateTimeOffset.UnixEpoch);
        await Task.CompletedTask;
    }

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => Task.FromResult<string?>(null);

    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
