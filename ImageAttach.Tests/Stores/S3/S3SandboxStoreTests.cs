using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Minio.DataModel;
using Minio.DataModel.Args;

namespace ImageAttach.Tests.Stores.S3;

public sealed class S3SandboxStoreTests
{
    private const string MarkType = "application/x-sqlalchemy-imageattach-sandbox-deleted";

    private TestBucket _bucket = null!;
    private S3Store _underlying = null!;
    private S3Store _overriding = null!;
    private S3SandboxStore _sandbox = null!;

    // Without a revision, as the original's files are.
    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg");

    [SetUp]
    public async Task MakeSandboxAsync()
    {
        _bucket = await TestBucket.OpenAsync();
        _underlying = _bucket.Store(options => options.Prefix += "/live");
        _overriding = _bucket.Store(options => options.Prefix += "/mine");
        _sandbox = new(_bucket.Options(options => options.Prefix += "/live"), _bucket.Options(options => options.Prefix += "/mine"));
    }

    [TearDown]
    public ValueTask ClearAsync() => _bucket?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public async Task SBX_01_What_only_the_underlying_place_has_shows_through()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        Assert.That(await _sandbox.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(_sandbox.Locate(Key), Is.EqualTo(_underlying.Locate(Key)));
    }

    [Test]
    public async Task Its_mark_and_what_is_unfinished_are_those_of_the_overriding_place()
    {
        await _underlying.WriteMarkAsync("live");
        Assert.That(await _sandbox.ReadMarkAsync(), Is.Null);
        await _sandbox.WriteMarkAsync("mine");
        Assert.That((await _sandbox.ReadMarkAsync(), await _overriding.ReadMarkAsync(), await _underlying.ReadMarkAsync()), Is.EqualTo(("mine", "mine", "live")));
        Assert.That(await _sandbox.RemoveUnfinishedAsync(DateTimeOffset.UtcNow), Is.Zero);
        Assert.That(_sandbox.KeepReplacedFor, Is.EqualTo(_overriding.KeepReplacedFor));
        Assert.That(_sandbox.ToString(), Does.Contain(_overriding.ToString()).And.Contain(_underlying.ToString()));
    }

    [Test]
    public async Task SBX_02_What_is_put_lies_in_the_overriding_place_alone()
    {
        await _sandbox.PutBytesAsync(Key, [4, 5]);
        Assert.That(await _sandbox.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 4, 5 }));
        Assert.That(_sandbox.Locate(Key), Is.EqualTo(_overriding.Locate(Key)));
        Assert.That(() => _underlying.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task SBX_04_The_mark_of_a_removal_is_the_originals()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await _sandbox.DeleteAsync(Key);
        ObjectStat mark = await _bucket.Client.StatObjectAsync(
            new StatObjectArgs().WithBucket(TestBucket.Name).WithObject($"{_bucket.Prefix}/mine/{Key.ToObjectName()}"));
        Assert.That((mark.ContentType, mark.Size), Is.EqualTo((MarkType, 0L)));
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("removed"));
        Assert.That(await _underlying.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(_sandbox.Locate(Key), Is.EqualTo(_overriding.Locate(Key)));
        Assert.That(await _sandbox.ListAsync("testing").ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task SBX_04_The_mark_is_private_where_files_are_public()
    {
        S3StoreOptions mine = _bucket.Options(options => options.Prefix += "/mine");
        (mine.OriginalAcl, mine.ThumbnailAcl, mine.ThumbnailStorageClass) = ("public-read", "public-read", "REDUCED_REDUNDANCY");
        S3SandboxStore sandbox = new(_bucket.Options(options => options.Prefix += "/live"), mine);
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await sandbox.DeleteAsync(Key);
        using HttpClient anybody = new();
        Assert.That(() => anybody.GetByteArrayAsync(_overriding.Locate(Key)), Throws.TypeOf<HttpRequestException>().With.Message.Contains("403"));
    }

    [Test]
    public async Task SBX_04_A_mark_that_the_original_put_is_understood()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await _bucket.Client.PutObjectAsync(new PutObjectArgs().WithBucket(TestBucket.Name).WithObject($"{_bucket.Prefix}/mine/{Key.ToObjectName()}")
            .WithStreamData(new MemoryStream()).WithObjectSize(0).WithContentType(MarkType));
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("removed"));
    }

    [Test]
    public async Task SBX_05_A_removed_name_can_be_put_again()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await _sandbox.DeleteAsync(Key);
        await _sandbox.PutBytesAsync(Key, [4, 5]);
        Assert.That(await _sandbox.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 4, 5 }));
    }

    [Test]
    public async Task SBX_06_A_sandbox_with_other_prefixes_sees_nothing()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await _sandbox.PutBytesAsync(Key, [4, 5]);
        S3SandboxStore other = new(_bucket.Options(), _bucket.Options(options => options.Prefix += "/theirs"));
        Assert.That(() => other.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task SBX_07_A_failure_of_the_overriding_place_is_told_and_nothing_shows_through()
    {
        await _underlying.PutBytesAsync(Key, [1, 2, 3]);
        await using TcpProxy proxy = new(_bucket.Endpoint.Host, _bucket.Endpoint.Port);
        proxy.Inspect = piece => ValueTask.FromResult(piece.RequestLine() is null ? ProxyFate.Pass : piece.AnswerWith(500));
        S3SandboxStore broken = new(_bucket.Options(options => options.Prefix += "/live"), _bucket.Options(options =>
            (options.Prefix, options.Endpoint, options.MaxRetries) = (options.Prefix + "/mine", new Uri($"http://127.0.0.1:{proxy.Port}"), 1)));
        Assert.That(() => broken.OpenAsync(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => broken.DeleteAsync(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => broken.Locate(Key), Throws.TypeOf<ImageStoreException>());
    }

    [Test]
    public void A_sandbox_over_the_place_that_it_writes_to_is_refused() =>
        Assert.That(() => new S3SandboxStore(_bucket.Options(), _bucket.Options(options => options.Prefix += "/")), Throws.ArgumentException.With.Message.Contains("very place"));
}
