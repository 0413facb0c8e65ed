using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>Answers that claim success and aren't: an error under status 200, as S3 sends it when it fails halfway, and pages of proxies.</summary>
public sealed class S3FalseSuccessTests
{
    private const string Error = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>InternalError</Code><Message>Try again.</Message></Error>";
    private const string Page = "<html><body>Please sign in.</body></html>";
    private const string ETag = "ETag: \"0123456789abcdef0123456789abcdef\"\r\n";

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];

    private TestBucket _bucket = null!;
    private TcpProxy _proxy = null!;
    private S3Store _store = null!;

    private static StoreKey Key { get; } = KeyOf("r1");

    [SetUp]
    public async Task OpenBucketAsync()
    {
        _bucket = await TestBucket.OpenAsync();
        _proxy = new TcpProxy(_bucket.Endpoint.Host, _bucket.Endpoint.Port);
        _store = Through();
    }

    [TearDown]
    public async Task ClearAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_bucket is not null)
            await _bucket.DisposeAsync();
    }

    [TestCase("", "", "without an ETag")]
    [TestCase(Page, "", "without an ETag")]
    [TestCase(Error, "", "InternalError")]
    [TestCase(Error, ETag, "InternalError")]
    public async Task A_put_that_is_answered_so_throws_and_leaves_nothing(string body, string headers, string reason)
    {
        Answer("PUT", body, headers, times: int.MaxValue);
        Assert.That(
            () => _store.PutBytesAsync(Key, Bytes),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains(reason).And.Message.Contains("testing 7"));
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [TestCase("", "")]
    [TestCase(Error, ETag)]
    public async Task A_put_that_is_answered_so_once_is_sent_again(string body, string headers)
    {
        Answer("PUT", body, headers, times: 1);
        await _store.PutBytesAsync(Key, Bytes);
        Assert.That(await _bucket.Store().ReadBytesAsync(Key), Is.EqualTo(Bytes));
    }

    [TestCase(Page, "without an ETag")]
    [TestCase(Error, "without an ETag")]
    public async Task A_page_is_not_taken_for_a_file(string body, string reason)
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        Answer("GET", body, "", times: int.MaxValue);
        Assert.That(() => _store.OpenAsync(Key), Throws.TypeOf<ImageStoreException>().With.Message.Contains(reason));
        Answer("GET", body, "", times: 1);
        _store = Through();
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_deletion_that_is_answered_with_an_error_throws_and_is_repeated()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        Answer("DELETE", Error, "", times: int.MaxValue);
        Assert.That(() => _store.DeleteAsync(Key), Throws.TypeOf<ImageStoreException>().With.Message.Contains("InternalError"));
        Answer("DELETE", Error, "", times: 1);
        _store = Through();
        await _store.DeleteAsync(Key);
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public void A_listing_that_is_answered_with_an_error_throws()
    {
        Answer("GET", Error, "", times: int.MaxValue);
        Assert.That(() => _store.ListAsync("testing").CountAsync().AsTask(), Throws.TypeOf<ImageStoreException>().With.Message.Contains("InternalError"));
        Assert.That(() => _store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow), Throws.TypeOf<ImageStoreException>().With.Message.Contains("InternalError"));
    }

    [Test]
    public async Task A_mark_is_not_read_from_a_page_and_not_taken_for_written()
    {
        Answer("GET", Page, "", times: int.MaxValue);
        Assert.That(() => _store.ReadMarkAsync(), Throws.TypeOf<ImageStoreException>());
        Answer("PUT", "", "", times: int.MaxValue);
        _store = Through();
        Assert.That(() => _store.WriteMarkAsync("shop"), Throws.TypeOf<ImageStoreException>());
        Assert.That(await _bucket.Store().ReadMarkAsync(), Is.Null);
    }

    [Test]
    public async Task A_mirror_of_such_a_store_keeps_nothing_in_either()
    {
        Answer("PUT", "", "", times: int.MaxValue);
        MemoryStore other = new();
        Assert.That(() => new MirrorStore(other, _store).PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => new MirrorStore(_store, other).PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => other.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_sandbox_over_such_a_store_neither_puts_nor_removes()
    {
        MemoryStore underlying = new();
        await underlying.PutBytesAsync(Key, Bytes);
        SandboxStore sandbox = new(underlying, _store);
        Answer("PUT", "", "", times: int.MaxValue);
        Assert.That(() => sandbox.PutBytesAsync(KeyOf("r2"), Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => sandbox.DeleteAsync(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(await sandbox.ReadBytesAsync(Key), Is.EqualTo(Bytes), "it was not removed, as the exception says");
    }

    private static StoreKey KeyOf(string revision) => new("testing", ObjectId.From(7), 405, 640, "image/jpeg", revision);

    private void Answer(string method, string body, string headers, int times) => _proxy.Inspect = piece => ValueTask.FromResult(
        piece.RequestLine()?.StartsWith(method + " ", StringComparison.Ordinal) == true && Interlocked.Decrement(ref times) >= 0
            ? piece.AnswerWith(200, body, headers)
            : ProxyFate.Pass);

    private S3Store Through() => _bucket.Store(options => options.Endpoint = new Uri($"http://127.0.0.1:{_proxy.Port}"));
}
