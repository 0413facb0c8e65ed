using ImageAttach.Stores;
using ImageAttach.Testing;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>Google Cloud Storage by its S3-compatible API: what the how-to sets is accepted, and what it warns of is refused.</summary>
public sealed class GoogleCloudStorageTests
{
    private FakeCloudStorage _storage = null!;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    private static IEnumerable<StoreCheck> Checks => StoreConformance.Checks;

    [SetUp]
    public async Task StartAsync() => _storage = await FakeCloudStorage.StartAsync();

    [TearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [TestCaseSource(nameof(Checks))]
    public async Task The_documented_store_keeps_what_stores_promise(StoreCheck check)
    {
        // Names with a revision are never taken, so the store doesn't look for them: docs/decisions/0010.
        if (check.Name == "A file is never replaced")
            Assert.That(() => check.RunAsync(CreateStore()), Throws.TypeOf<StoreConformanceException>());
        else
            await check.RunAsync(CreateStore());
    }

    [Test]
    public async Task The_documented_store_sends_no_ACL_and_no_header_of_Googles()
    {
        S3Store store = CreateStore(options => (options.OriginalStorageClass, options.MaxAge) = ("NEARLINE", TimeSpan.FromDays(1)));
        await store.PutBytesAsync(Key, [1, 2, 3]);
        await store.TouchAsync(Key);
        await store.WriteMarkAsync("mark");
        Assert.That(await store.ReadMarkAsync(), Is.EqualTo("mark"));
        Assert.That(await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddMinutes(1)), Is.Zero);
        Assert.That((await store.ListAsync("testing").ToListAsync()).Single().Key, Is.EqualTo(Key));
        Assert.That(_storage.Requests.SelectMany(request => request.Headers), Has.None.EqualTo("x-amz-acl").And.None.StartsWith("x-goog-"));
    }

    [Test]
    public async Task A_name_without_a_revision_that_is_taken_is_refused()
    {
        StoreKey old = new("testing", ObjectId.From(7), 405, 640, "image/jpeg");
        S3Store store = CreateStore();
        await store.PutBytesAsync(old, [1, 2, 3]);
        Assert.That(() => store.PutBytesAsync(old, [4]), Throws.TypeOf<ImageStoreException>().With.Message.Contains("never replaces one"));
        Assert.That(await store.ReadBytesAsync(old), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Files_are_sent_and_shown_by_signed_URLs()
    {
        S3Store store = CreateStore(options => options.PresignedExpiry = TimeSpan.FromMinutes(5));
        using HttpClient browser = new();
        SignedUpload upload = await store.SignUploadAsync("abc", "image/jpeg", 3, TimeSpan.FromMinutes(5));
        Assert.That(upload.Headers.Keys, Is.EquivalentTo(new[] { "Content-Type", "Content-Disposition" }));
        using HttpRequestMessage request = new(HttpMethod.Put, upload.Address) { Content = new ByteArrayContent([1, 2, 3]) };
        foreach ((string name, string value) in upload.Headers)
            request.Content.Headers.Add(name, value);
        using HttpResponseMessage sent = await browser.SendAsync(request);
        Assert.That((int)sent.StatusCode, Is.EqualTo(200));
        await using Stream? file = await store.OpenUploadAsync("abc");
        Assert.That(file!.Length, Is.EqualTo(3));

        await store.PutBytesAsync(Key, [1, 2, 3]);
        Assert.That(await browser.GetByteArrayAsync(store.Locate(Key)), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void An_ACL_is_refused_by_a_bucket_with_uniform_access_and_reported_once()
    {
        S3Store store = CreateStore(options => options.OriginalAcl = "public-read");
        Assert.That(
            () => store.PutBytesAsync(Key, [1]),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("uniform bucket-level access").And.Message.Contains("ACLs").And.Message.Not.Contains(FakeCloudStorage.Secret));
        Assert.That(_storage.Requests.Count(request => request.Method == "PUT"), Is.EqualTo(1));
        Assert.That(_storage.Names, Is.Empty);
    }

    [Test]
    public async Task The_default_ACL_of_uploads_is_refused_by_a_bucket_with_uniform_access()
    {
        SignedUpload upload = await CreateStore(options => options.UploadAcl = new S3StoreOptions { Bucket = "unused" }.UploadAcl).SignUploadAsync("abc", "image/jpeg", 3, TimeSpan.FromMinutes(5));
        using HttpClient browser = new();
        using HttpRequestMessage request = new(HttpMethod.Put, upload.Address) { Content = new ByteArrayContent([1, 2, 3]) };
        request.Headers.Add("x-amz-acl", upload.Headers["x-amz-acl"]);
        using HttpResponseMessage sent = await browser.SendAsync(request);
        Assert.That((int)sent.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public void A_storage_class_of_Amazons_is_refused_and_reported()
    {
        S3Store store = CreateStore(options => options.ThumbnailStorageClass = "REDUCED_REDUNDANCY");
        using MemoryStream content = new([1]);
        Assert.That(() => store.PutAsync(Key, content, reproducible: true), Throws.TypeOf<ImageStoreException>().With.Message.Contains("storage class"));
    }

    [Test]
    public void Another_key_is_refused_and_reported()
    {
        S3Store store = CreateStore(options => options.AccessKey = "GOOG1EOTHER");
        Assert.That(() => store.PutBytesAsync(Key, [1]), Throws.TypeOf<ImageStoreException>().With.Message.Contains("AccessDenied"));
    }

    // As docs/howto/deploying-on-google-cloud-storage.md has it.
    private S3Store CreateStore(Action<S3StoreOptions>? configure = null)
    {
        S3StoreOptions options = new()
        {
            Bucket = FakeCloudStorage.Bucket,
            Endpoint = _storage.Endpoint,
            Region = "auto",
            AccessKey = FakeCloudStorage.AccessId,
            SecretKey = FakeCloudStorage.Secret,
            UploadAcl = null,
            UseConditionalPut = false,
        };
        configure?.Invoke(options);
        return new(options);
    }
}
