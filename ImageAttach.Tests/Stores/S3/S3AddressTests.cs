using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Minio;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>Addresses, and options that can't be used. No server is needed.</summary>
public sealed class S3AddressTests
{
    private const string Secret = "a-secret-that-nobody-may-see";

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [TestCase("b-1", "us-east-1", null, null, "https://b-1.s3.us-east-1.amazonaws.com/testing/7/405x640.r1.jpg")]
    [TestCase("b-1", "eu-central-1", null, null, "https://b-1.s3.eu-central-1.amazonaws.com/testing/7/405x640.r1.jpg")]
    [TestCase("b-1", "eu-central-1", null, S3AddressStyle.Path, "https://s3.eu-central-1.amazonaws.com/b-1/testing/7/405x640.r1.jpg")]
    [TestCase("b.with.dots", "eu-central-1", null, null, "https://s3.eu-central-1.amazonaws.com/b.with.dots/testing/7/405x640.r1.jpg")]
    [TestCase("b-1", "us-east-1", "http://minio.example.com:9000", null, "http://minio.example.com:9000/b-1/testing/7/405x640.r1.jpg")]
    [TestCase("b-1", "us-east-1", "https://s3.example.com", S3AddressStyle.Host, "https://b-1.s3.example.com/testing/7/405x640.r1.jpg")]
    public void S3_05_A_file_has_the_address_of_its_bucket(string bucket, string region, string? endpoint, S3AddressStyle? style, string address) => Assert.That(
        Store(options => (options.Bucket, options.Region, options.Endpoint, options.AddressStyle) = (bucket, region, endpoint is null ? null : new Uri(endpoint), style))
            .Locate(Key).AbsoluteUri,
        Is.EqualTo(address));

    [Test]
    public void A_signed_address_carries_the_token_of_temporary_credentials()
    {
        Uri address = Store(options => (options.SessionToken, options.PresignedExpiry) = ("a token+/=", TimeSpan.FromMinutes(5))).Locate(Key);
        Assert.That(address.Query, Does.Contain("X-Amz-Security-Token=a%20token%2B%2F%3D"));
    }

    [Test]
    public void Credentials_beside_a_client_are_refused()
    {
        using IMinioClient client = new MinioClient().WithEndpoint("s3.example.com").WithCredentials("key", Secret).Build();
        Assert.That(() => new S3Store(Options(_ => { }), client), Throws.ArgumentException.With.Message.Contains("leave out Endpoint, AccessKey").And.Message.Not.Contains(Secret));
    }

    [Test]
    public async Task A_signed_address_shows_a_private_file_until_it_expires()
    {
        await using TestBucket bucket = await TestBucket.OpenAsync();
        using HttpClient anybody = new();
        await bucket.Store().PutBytesAsync(Key, [1, 2, 3]);
        Assert.That(await anybody.GetByteArrayAsync(bucket.Store(options => options.PresignedExpiry = TimeSpan.FromMinutes(5)).Locate(Key)), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Uri old = bucket.Store(options => (options.PresignedExpiry, options.TimeProvider) = (TimeSpan.FromMinutes(5), new OtherClock(TimeSpan.FromMinutes(-6)))).Locate(Key);
        Assert.That(() => anybody.GetByteArrayAsync(old), Throws.TypeOf<HttpRequestException>().With.Message.Contains("403"));
        Assert.That(old.Query, Does.Contain("X-Amz-Expires=300").And.Not.Contain(bucket.SecretKey));
    }

    [TestCase("Bucket")]
    [TestCase("bu")]
    [TestCase("a/b")]
    [TestCase("-bucket")]
    [TestCase("bucket..name")]
    [TestCase("")]
    public void A_name_that_no_bucket_can_have_is_refused(string bucket) => AssertRefused(options => options.Bucket = bucket, bucket);

    [TestCase("/p")]
    [TestCase("p//q")]
    [TestCase("../p")]
    [TestCase("p/./q")]
    [TestCase("p q")]
    [TestCase("p?x")]
    [TestCase("é")]
    [TestCase("p\\q")]
    [TestCase("p%2e")]
    public void A_prefix_that_could_lead_elsewhere_is_refused(string prefix) => AssertRefused(options => options.Prefix = prefix, prefix);

    [TestCase("ftp://host")]
    [TestCase("https://host/path")]
    [TestCase("https://host/?a=b")]
    [TestCase("https://user:" + Secret + "@host")]
    [TestCase("host")]
    public void An_endpoint_is_a_host_and_nothing_else(string endpoint) =>
        AssertRefused(options => options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute), "https://minio.example.com:9000");

    [Test]
    public void Other_options_that_cannot_be_used_are_refused()
    {
        AssertRefused(options => options.AccessKey = null, "AccessKey");
        AssertRefused(options => options.SecretKey = "", "SecretKey");
        AssertRefused(options => options.MaxRetries = -1, "MaxRetries");
        AssertRefused(options => options.RetryDelay = TimeSpan.FromSeconds(-1), "RetryDelay");
        AssertRefused(options => options.Timeout = TimeSpan.Zero, "Timeout");
        AssertRefused(options => options.MaxAge = TimeSpan.FromSeconds(-1), "MaxAge");
        AssertRefused(options => options.PresignedExpiry = TimeSpan.FromDays(8), "7 days");
        AssertRefused(options => options.PresignedExpiry = TimeSpan.Zero, "1 second");
        AssertRefused(options => (options.PresignedExpiry, options.PublicBaseUrl) = (TimeSpan.FromDays(1), new Uri("https://cdn.example.com")), "not both");
        AssertRefused(options => options.PublicBaseUrl = new Uri("https://cdn.example.com/?a=b"), "query");
        Assert.That(() => new S3Store(null!), Throws.ArgumentNullException);
        Assert.That(() => new S3Store(Options(_ => { }), null!), Throws.ArgumentNullException);
    }

    [Test]
    public void A_store_is_told_by_its_bucket_and_by_no_secret() =>
        Assert.That(Store(options => options.Prefix = "p").ToString(), Is.EqualTo("S3Store of bucket 'bucket' of s3.us-east-1.amazonaws.com, below 'p/'"));

    private static void AssertRefused(Action<S3StoreOptions> configure, string message) => Assert.That(
        () => Store(configure), Throws.InstanceOf<ArgumentException>().With.Message.Contains(message).And.Message.Not.Contains(Secret));

    private static S3Store Store(Action<S3StoreOptions> configure) => new(Options(configure));

    private static S3StoreOptions Options(Action<S3StoreOptions> configure)
    {
        S3StoreOptions options = new() { Bucket = "bucket", AccessKey = "key", SecretKey = Secret };
        configure(options);
        return options;
    }
}
