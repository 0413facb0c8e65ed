using System.Runtime.CompilerServices;

namespace ImageAttach.Tests.Support;

/// <summary>A store whose doors a test can stand at: to count, to delay, to make it fail.</summary>
internal sealed class FaultyStore(IImageStore inner) : IListableImageStore
{
    public Func<StoreKey, Task> BeforePut { get; set; } = _ => Task.CompletedTask;

    public Func<StoreKey, Task> AfterPut { get; set; } = _ => Task.CompletedTask;

    public Func<StoreKey, Task> BeforeOpen { get; set; } = _ => Task.CompletedTask;

    public Func<StoreKey, Task> BeforeDelete { get; set; } = _ => Task.CompletedTask;

    /// <summary>Writes the mark, by the call that it is given.</summary>
    public Func<Func<Task>, Task> WriteMark { get; set; } = write => write();

    /// <summary>What the store gets to read in place of what it is given.</summary>
    public Func<Stream, Stream> Content { get; set; } = content => content;

    public List<(StoreKey Key, bool Reproducible)> Puts { get; } = [];

    public int Opens { get; private set; }

    public int Touches { get; private set; }

    /// <summary>What a listing ends with; default: nothing.</summary>
    public ImageListingException? ListFailure { get; set; }

    public TimeSpan KeepReplacedFor { get; set; }

    public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default)
    {
        await BeforePut(key).WaitAsync(cancellationToken);
        lock (Puts)
            Puts.Add((key, reproducible));
        await inner.PutAsync(key, Content(content), reproducible, cancellationToken);
        await AfterPut(key);
    }

    public async Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        Opens++;
        await BeforeOpen(key);
        return await inner.OpenAsync(key, cancellationToken);
    }

    public async Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        await BeforeDelete(key);
        await inner.DeleteAsync(key, cancellationToken);
    }

    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default)
    {
        Touches++;
        return inner.TouchAsync(key, cancellationToken);
    }

    public Uri Locate(StoreKey key) => inner.Locate(key);

    public async IAsyncEnumerable<StoredFile> ListAsync(string objectType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StoredFile file in ((IListableImageStore)inner).ListAsync(objectType, cancellationToken))
            yield return file;
        if (ListFailure is not null)
            throw ListFailure;
    }

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        ((IListableImageStore)inner).RemoveUnfinishedAsync(before, cancellationToken);

    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => ((IListableImageStore)inner).ReadMarkAsync(cancellationToken);

    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) =>
        WriteMark(() => ((IListableImageStore)inner).WriteMarkAsync(mark, cancellationToken));
}
