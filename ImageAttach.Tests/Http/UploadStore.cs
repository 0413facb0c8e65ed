using ImageAttach.Stores;

namespace ImageAttach.Tests.Http;

/// <summary>A store of somebody's own that takes uploads and believes what it is sent: what S3 refuses comes through here.</summary>
internal sealed class UploadStore : IUploadStore
{
    private readonly MemoryStore _images = new();

    public Dictionary<string, byte[]> Sent { get; } = [];

    /// <summary>Turns what was sent into the stream that is read.</summary>
    public Func<byte[], Stream> Opened { get; set; } = sent => new MemoryStream(sent);

    public TimeSpan KeepReplacedFor => TimeSpan.Zero;

    public Task<SignedUpload> SignUploadAsync(string name, string mimeType, long length, TimeSpan validFor, CancellationToken cancellationToken = default) =>
        Task.FromResult(new SignedUpload(new Uri($"https://uploads.example.com/{name}?signature=secret"), "PUT", new Dictionary<string, string> { ["Content-Type"] = mimeType }));

    public Task<Stream?> OpenUploadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(Sent.TryGetValue(name, out byte[]? sent) ? Opened(sent) : null);

    public Task DeleteUploadAsync(string name, CancellationToken cancellationToken = default)
    {
        Sent.Remove(name);
        return Task.CompletedTask;
    }

    public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
        _images.PutAsync(key, content, reproducible, cancellationToken);

    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => _images.OpenAsync(key, cancellationToken);

    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => _images.DeleteAsync(key, cancellationToken);

    public Uri Locate(StoreKey key) => new($"https://images.example.com/{key.ToObjectName()}");

    public IAsyncEnumerable<StoredFile> ListAsync(string objectType, CancellationToken cancellationToken = default) => _images.ListAsync(objectType, cancellationToken);

    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => _images.RemoveUnfinishedAsync(before, cancellationToken);

    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => _images.ReadMarkAsync(cancellationToken);

    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => _images.WriteMarkAsync(mark, cancellationToken);
}
