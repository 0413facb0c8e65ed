using System.Net;
using System.Text;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Minio;
using Minio.Credentials;
using Minio.DataModel;
using Minio.DataModel.Args;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>What is particular to files in a bucket. What all stores promise is in <see cref="StoreContract"/>.</summary>
public sealed class S3StoreTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    private TestBucket _bucket = null!;

    [SetUp]
    public async Task OpenBucketAsync() => _bucket = await TestBucket.OpenAsync();

    [TearDown]
    public ValueTask ClearAsync() => _bucket?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test, Combinatorial]
    public async Task S3_01_What_is_put_is_opened_located_and_deleted(
        [Values("", "p", "p/")] string prefix,
        [Values(null, "http://images.example.com", "https://images.example.com/")] string? publicBase)
    {
        S3Store store = _bucket.Store(options =>
        {
            options.Prefix = $"{_bucket.Prefix}/{prefix}";
            options.PublicBaseUrl = publicBase is null ? null : new Uri(publicBase);
        });
        await store.PutBytesAsync(Key(1234), Bytes);
        Assert.That(await store.ReadBytesAsync(Key(1234)), Is.EqualTo(Bytes));
        string name = $"{_bucket.Prefix}/{(prefix.Length > 0 ? "p/" : "")}testing/1234/405x640.r1.jpg";
        Assert.That(await _bucket.NamesAsync(), Is.EqualTo(new[] { name }));
        Assert.That(store.Locate(Key(1234)).AbsoluteUri, Is.EqualTo($"{publicBase?.TrimEnd('/') ?? $"{_bucket.Endpoint}{TestBucket.Name}"}/{name}"));
        await store.DeleteAsync(Key(1234));
        Assert.That(() => store.OpenAsync(Key(1234)), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("testing 1234").And.Message.Contains(TestBucket.Name));
        await store.DeleteAsync(Key(1234));
    }

    [Test]
    public async Task S3_02_A_prefix_keeps_files_apart()
    {
        S3Store store = _bucket.Store(), other = _bucket.Store(options => options.Prefix += "/other");
        await store.PutBytesAsync(Key(1), Bytes);
        await other.PutBytesAsync(Key(2), Bytes);
        Assert.That(() => other.OpenAsync(Key(1)), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That((await store.ListAsync("testing").ToListAsync()).Select(file => file.Key), Is.EqualTo(new[] { Key(1) }));
    }

    [Test]
    public async Task S3_03_A_file_without_revision_has_the_name_of_the_original_library()
    {
        StoreKey key = new("t", ObjectId.From(1234), 1, 2, "image/jpeg");
        S3Store store = _bucket.Store(options => options.Prefix += "/p");
        await store.PutBytesAsync(key, Bytes);
        Assert.That(await _bucket.NamesAsync(), Is.EqualTo(new[] { $"{_bucket.Prefix}/p/t/1234/1x2.jpe" }));
        Assert.That((await store.ListAsync("t").ToListAsync()).Single().Key, Is.EqualTo(key));
    }

    [Test]
    public async Task S3_04_Headers_are_sent_as_the_options_say()
    {
        List<string> sent = [];
        await using TcpProxy proxy = Recording(sent);
        S3Store store = Through(proxy, options =>
        {
            options.PublicBaseUrl = new Uri($"{_bucket.Endpoint}{TestBucket.Name}");
            options.MaxAge = TimeSpan.FromSeconds(31_536_000);
            (options.OriginalAcl, options.ThumbnailAcl) = ("private", "public-read");
            (options.OriginalStorageClass, options.ThumbnailStorageClass) = ("STANDARD", "REDUCED_REDUNDANCY");
        });
        StoreKey old = new("testing", ObjectId.From(2), 405, 640, "image/png");
        await store.PutBytesAsync(Key(1), Bytes);
        await store.PutAsync(old, new MemoryStream(Bytes), reproducible: true);
        ObjectStat original = await StatAsync(Key(1)), thumbnail = await StatAsync(old);
        Assert.That((original.ContentType, original.MetaData["Cache-Control"]), Is.EqualTo(("image/jpeg", "max-age=31536000, immutable")));
        Assert.That((thumbnail.ContentType, thumbnail.MetaData["Cache-Control"]), Is.EqualTo(("image/png", "max-age=31536000")));
        Assert.That(sent[0], Does.Contain("x-amz-acl: private").And.Contain("x-amz-storage-class: STANDARD"));
        Assert.That(sent[^1], Does.Contain("x-amz-acl: public-read").And.Contain("x-amz-storage-class: REDUCED_REDUNDANCY"));
        Assert.That(await StatusOfAsync(store.Locate(Key(1))), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await StatusOfAsync(store.Locate(old)), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task S3_04_Without_options_no_optional_header_is_sent()
    {
        List<string> sent = [];
        await using TcpProxy proxy = Recording(sent);
        await Through(proxy).PutBytesAsync(Key(1), Bytes);
        string[] names = [.. sent.Single().Split("\r\n").Skip(1).Select(line => line.Split(':')[0].ToLowerInvariant()).Order(StringComparer.Ordinal)];
        Assert.That(names, Is.EqualTo(new[] { "authorization", "content-length", "content-type", "host", "user-agent", "x-amz-content-sha256", "x-amz-date" }));
    }

    [Test]
    public async Task A_name_that_is_taken_is_refused_by_servers_that_can()
    {
        string? condition = null;
        await using TcpProxy proxy = new(_bucket.Endpoint.Host, _bucket.Endpoint.Port);
        proxy.Inspect = piece =>
        {
            if (piece.RequestLine() is null)
                return ValueTask.FromResult(ProxyFate.Pass);
            condition = Encoding.ASCII.GetString(piece.Bytes.Span).Split("\r\n").FirstOrDefault(line => line.StartsWith("If-None-Match", StringComparison.Ordinal));
            return ValueTask.FromResult(piece.AnswerWith(412, "<Error><Code>PreconditionFailed</Code></Error>"));
        };
        S3Store store = Through(proxy, options => options.UseConditionalPut = true);
        Assert.That(() => store.PutBytesAsync(Key(1), Bytes), Throws.TypeOf<ImageStoreException>().With.Message.Contains("never replaces one"));
        Assert.That(condition, Is.EqualTo("If-None-Match: *"));
        Assert.That(proxy.Connections, Is.EqualTo(1), "what is refused isn't tried again");
    }

    [Test]
    public async Task A_file_is_read_from_anywhere()
    {
        S3Store store = _bucket.Store();
        await store.PutBytesAsync(Key(1), Bytes);
        await using Stream file = await store.OpenAsync(Key(1));
        Assert.That((file.CanSeek, file.Length), Is.EqualTo((true, (long)Bytes.Length)));
        byte[] some = new byte[1000];
        foreach (int position in new[] { 200_000, 5, 0, 299_000 })
        {
            file.Position = position;
            await file.ReadExactlyAsync(some);
            Assert.That(some, Is.EqualTo(Bytes[position..(position + 1000)]), $"from {position}");
        }

        Assert.That(await file.ReadAsync(some), Is.Zero);
        Assert.That(file.Seek(-10, SeekOrigin.End), Is.EqualTo(299_990));
        Assert.That(file.ReadByte(), Is.EqualTo(Bytes[299_990]));
        file.Position = 400_000;
        Assert.That(file.Read(some, 0, 1000), Is.Zero);
    }

    [Test]
    public async Task More_files_than_a_page_of_the_server_are_listed_in_order()
    {
        const int Files = 1_050;
        S3Store store = _bucket.Store();
        await Parallel.ForAsync(0, Files, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await store.PutBytesAsync(Key(i), [1]));
        await _bucket.Client.PutObjectAsync(new PutObjectArgs().WithBucket(TestBucket.Name).WithObject($"{_bucket.Prefix}/testing/notes.txt")
            .WithStreamData(new MemoryStream([1])).WithObjectSize(1));
        List<StoredFile> files = await store.ListAsync("testing").ToListAsync();
        Assert.That(files, Has.Count.EqualTo(Files), "and nothing that is no key's");
        Assert.That(files.Select(file => file.Key.ToObjectName()), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(await store.ListAsync("testing").Take(3).CountAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task Uploads_that_others_began_and_left_are_ended_once_they_are_old()
    {
        S3Store store = _bucket.Store();
        await BeginUploadAsync($"{_bucket.Prefix}/{Key(1).ToObjectName()}");
        await BeginUploadAsync($"{_bucket.Prefix}/notes.txt");
        Assert.That(await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(-1)), Is.Zero);
        Assert.That(await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddMinutes(1)), Is.EqualTo(1), "what is no key's is somebody else's");
        Assert.That(await store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddMinutes(1)), Is.Zero);
        await _bucket.Client.RemoveIncompleteUploadAsync(new RemoveIncompleteUploadArgs().WithBucket(TestBucket.Name).WithObject($"{_bucket.Prefix}/notes.txt"));
    }

    [Test]
    public async Task A_client_of_the_callers_lends_its_server_and_credentials()
    {
        S3Store store = new(new S3StoreOptions { Bucket = TestBucket.Name, Prefix = _bucket.Prefix }, _bucket.Client);
        await store.PutBytesAsync(Key(1), Bytes);
        Assert.That(await store.ReadBytesAsync(Key(1)), Is.EqualTo(Bytes));
        Assert.That(await store.ListAsync("testing").CountAsync(), Is.EqualTo(1));
        await store.DeleteAsync(Key(1));
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_client_whose_credentials_are_fetched_is_asked_for_them()
    {
        FetchedCredentials credentials = new(_bucket.AccessKey, _bucket.SecretKey);
        using IMinioClient client = new MinioClient().WithEndpoint(_bucket.Endpoint.Authority).WithSSL(_bucket.Endpoint.Scheme == "https")
            .WithRegion(_bucket.Region).WithCredentialsProvider(credentials).WithSessionToken("").Build();
        S3Store store = new(new S3StoreOptions { Bucket = TestBucket.Name, Prefix = _bucket.Prefix, PresignedExpiry = TimeSpan.FromMinutes(1) }, client);
        int before = credentials.Fetched;
        await store.PutBytesAsync(Key(1), Bytes);
        Assert.That(credentials.Fetched, Is.EqualTo(before + 1));
        Assert.That(await store.ListAsync("testing").CountAsync(), Is.EqualTo(1));
        Assert.That(await StatusOfAsync(store.Locate(Key(1))), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_odd_media_type_is_stored_as_plain_bytes()
    {
        StoreKey key = new("testing", ObjectId.From(1), 1, 1, "image/\r\nx-evil: 1", "r1");
        S3Store store = _bucket.Store();
        await store.PutBytesAsync(key, Bytes);
        Assert.That((await StatAsync(key)).ContentType, Is.EqualTo("application/octet-stream"));
    }

    private static StoreKey Key(long id) => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", "r1");

    private S3Store Through(TcpProxy proxy, Action<S3StoreOptions>? configure = null) => _bucket.Store(options =>
    {
        options.Endpoint = new Uri($"http://127.0.0.1:{proxy.Port}");
        configure?.Invoke(options);
    });

    private Task<ObjectStat> StatAsync(StoreKey key) =>
        _bucket.Client.StatObjectAsync(new StatObjectArgs().WithBucket(TestBucket.Name).WithObject($"{_bucket.Prefix}/{key.ToObjectName()}"));

    /// <summary>A proxy that writes down the heads of all requests.</summary>
    private TcpProxy Recording(List<string> requests) => new(_bucket.Endpoint.Host, _bucket.Endpoint.Port)
    {
        Inspect = piece =>
        {
            if (piece.RequestLine() is not null)
                requests.Add(Encoding.ASCII.GetString(piece.Bytes.Span).Split("\r\n\r\n")[0]);
            return ValueTask.FromResult(ProxyFate.Pass);
        },
    };

    private static async Task<HttpStatusCode> StatusOfAsync(Uri url)
    {
        using HttpClient anybody = new();
        using HttpResponseMessage response = await anybody.GetAsync(url);
        return response.StatusCode;
    }

    // The SDK begins an upload in parts and forgets about it when the source fails.
    private async Task BeginUploadAsync(string name)
    {
        using AwkwardStream source = new(Bytes, failAt: 200_000);
        try
        {
            await _bucket.Client.PutObjectAsync(new PutObjectArgs().WithBucket(TestBucket.Name).WithObject(name).WithStreamData(source).WithObjectSize(20_000_000));
            Assert.Fail("The upload went through.");
        }
        catch (IOException)
        {
            // As meant.
        }
    }

    private sealed class FetchedCredentials(string accessKey, string secretKey) : IClientProvider
    {
        public int Fetched { get; private set; }

        public AccessCredentials GetCredentials() => new() { AccessKey = accessKey, SecretKey = secretKey, SessionToken = "" };

        public ValueTask<AccessCredentials> GetCredentialsAsync()
        {
            Fetched++;
            return ValueTask.FromResult(GetCredentials());
        }
    }
}
