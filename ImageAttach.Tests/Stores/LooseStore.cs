using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Stores;

/// <summary>A good store each of whose members can be replaced by a bad one.</summary>
internal sealed class LooseStore : IListableImageStore
{
    private readonly Lock _replacing = new();

    public LooseStore()
    {
        PutFile = (key, content, token) => Good.PutAsync(key, content, false, token);
        OpenFile = Good.OpenAsync;
        DeleteFile = key => Good.DeleteAsync(key);
        Address = Good.Locate;
        List = objectType => Good.ListAsync(objectType);
        RemoveUnfinished = () => Task.FromResult(0);
        ReadMark = () => Good.ReadMarkAsync();
    }

    /// <summary>What the good members use.</summary>
    public MemoryStore Good { get; } = new(new Uri("https://images.example.com/"));

    public Func<StoreKey, Stream, CancellationToken, Task> PutFile { get; set; }

    public Func<StoreKey, CancellationToken, Task<Stream>> OpenFile { get; set; }

    public Func<StoreKey, Task> DeleteFile { get; set; }

    public Func<StoreKey, Uri> Address { get; set; }

    public Func<string, IAsyncEnumerable<StoredFile>> List { get; set; }

    public Func<Task<int>> RemoveUnfinished { get; set; }

    public Func<Task<string?>> ReadMark { get; set; }

    /// <summary>A store that <paramref name="loosen"/> has made bad.</summary>
    public static LooseStore Of(Action<LooseStore> loosen)
    {
        LooseStore store = new();
        loosen(store);
        return store;
    }

    public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => PutFile(key, content, cancellationToken);

    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => OpenFile(key, cancellationToken);

    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => DeleteFile(key);

    public Uri Locate(StoreKey key) => Address(key);

    public IAsyncEnumerable<StoredFile> ListAsync(string objectType, CancellationToken cancellationToken = default) => List(objectType);

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => RemoveUnfinished();

    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => ReadMark();

    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => Good.WriteMarkAsync(mark, cancellationToken);

    /// <summary>Puts bytes in place of whatever is there.</summary>
    public void Replace(StoreKey key, IEnumerable<byte> bytes)
    {
        lock (_replacing)
        {
            Good.DeleteAsync(key).GetAwaiter().GetResult();
            Good.PutAsync(key, new MemoryStream([.. bytes]), false).GetAwaiter().GetResult();
        }
    }
}
