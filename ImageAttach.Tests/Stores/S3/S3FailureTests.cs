using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Minio.DataModel.Args;
using NUnit.Framework.Constraints;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>What a server refuses: told once, with bucket, key and remedy, and without a secret.</summary>
public sealed class S3FailureTests
{
    private TestBucket _bucket = null!;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [SetUp]
    public async Task OpenBucketAsync() => _bucket = await TestBucket.OpenAsync();

    [TearDown]
    public ValueTask ClearAsync() => _bucket?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public Task S3_07_A_wrong_secret_is_told() => AssertToldAsync(options => options.SecretKey = "a-wrong-secret", "AccessKey and SecretKey");

    [Test]
    public Task S3_07_An_unknown_access_key_is_told() => AssertToldAsync(options => options.AccessKey = "nobody-we-know", "AccessKey and SecretKey");

    [Test]
    public Task A_missing_bucket_is_told() => AssertToldAsync(options => options.Bucket = "imageattach-no-such-bucket", "Create the bucket 'imageattach-no-such-bucket'", "imageattach-no-such-bucket");

    [Test]
    public Task A_clock_that_is_off_is_told() => AssertToldAsync(options => options.TimeProvider = new OtherClock(TimeSpan.FromHours(-2)), "Set this machine's clock", listingTells: false);

    [Test]
    public Task An_unreachable_host_is_told() => AssertToldAsync(
        options => (options.Endpoint, options.MaxRetries) = (new Uri("http://127.0.0.1:1"), 1), "Make sure that Endpoint, http://127.0.0.1:1,");

    [Test]
    public Task A_host_that_does_not_exist_is_told() => AssertToldAsync(
        options => (options.Endpoint, options.MaxRetries) = (new Uri("http://s3.no-such-host.invalid"), 0), "Make sure that Endpoint, http://s3.no-such-host.invalid,");

    [Test]
    public async Task S3_08_Forbidden_operations_are_told_with_the_right_that_they_need()
    {
        string bucket = $"imageattach-forbidden-{Guid.NewGuid():N}";
        await _bucket.Client.MakeBucketAsync(new MakeBucketArgs().WithBucket(bucket));
        try
        {
            S3Store store = _bucket.Store(options => options.Bucket = bucket);
            await store.PutBytesAsync(Key, [1]);
            await _bucket.Client.SetPolicyAsync(new SetPolicyArgs().WithBucket(bucket).WithPolicy(
                $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:GetObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::{{bucket}}/*"}]}"""));
            Assert.That(() => store.PutBytesAsync(Key, [1]), Told(bucket, "s3:PutObject"));
            Assert.That(() => store.OpenAsync(Key), Told(bucket, "s3:GetObject"));
            Assert.That(() => store.DeleteAsync(Key), Told(bucket, "s3:DeleteObject"));
        }
        finally
        {
            await _bucket.Client.RemovePolicyAsync(new RemovePolicyArgs().WithBucket(bucket));
            await _bucket.Store(options => options.Bucket = bucket).DeleteAsync(Key);
            await _bucket.Client.RemoveBucketAsync(new RemoveBucketArgs().WithBucket(bucket));
        }
    }

    [Test]
    public async Task Another_region_is_told()
    {
        await using TcpProxy proxy = new(_bucket.Endpoint.Host, _bucket.Endpoint.Port);
        proxy.Inspect = piece => ValueTask.FromResult(piece.RequestLine() is null
            ? ProxyFate.Pass
            : piece.AnswerWith(301, "<?xml version=\"1.0\"?><Error><Code>PermanentRedirect</Code><Message>Use another endpoint.</Message></Error>"));
        await AssertToldAsync(options => options.Endpoint = new Uri($"http://127.0.0.1:{proxy.Port}"), "The bucket lies elsewhere: set Region");
    }

    private async Task AssertToldAsync(Action<S3StoreOptions> configure, string remedy, string bucket = TestBucket.Name, bool listingTells = true)
    {
        S3Store store = _bucket.Store(configure);
        StoreKey withoutRevision = new("testing", ObjectId.From(7), 405, 640, "image/jpeg");
        Assert.That(() => store.PutBytesAsync(Key, [1, 2, 3]), Told(bucket, remedy));
        Assert.That(() => store.PutBytesAsync(withoutRevision, [1, 2, 3]), Throws.TypeOf<ImageStoreException>().With.Message.Contains(bucket));
        Assert.That(() => store.OpenAsync(Key), Told(bucket, remedy));
        Assert.That(() => store.DeleteAsync(Key), Told(bucket, remedy));
        if (!listingTells)
            return; // the SDK signs by its own clock
        Assert.That(async () => await store.ListAsync("testing").ToListAsync(), Told(bucket, remedy, key: ""));
        Assert.That(() => store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow), Told(bucket, remedy, key: ""));
        await Task.CompletedTask;
    }

    private Constraint Told(string bucket, string remedy, string key = "testing 7") => Throws.TypeOf<ImageStoreException>()
        .With.Message.Contains($"bucket '{bucket}'").And.Message.Contains(key).And.Message.Contains(remedy)
        .And.InnerException.InstanceOf<HttpRequestException>()
        .And.Matches((Exception? failure) => !$"{failure}".Contains(_bucket.SecretKey, StringComparison.Ordinal) && !$"{failure}".Contains("a-wrong-secret", StringComparison.Ordinal));
}
