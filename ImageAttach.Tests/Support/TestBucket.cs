using System.Data.Common;
using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Tests.Support;

/// <summary>A prefix of its own for one test, in a bucket that the tests share. The server is what <c>IMAGEATTACH_S3</c> names.</summary>
internal sealed class TestBucket : IAsyncDisposable
{
    public const string Name = "imageattach-tests";

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static bool _isThere;

    private TestBucket(DbConnectionStringBuilder server)
    {
        (Endpoint, AccessKey, SecretKey) = (new Uri((string)server["Endpoint"]), (string)server["AccessKey"], (string)server["SecretKey"]);
        Region = server.TryGetValue("Region", out object? region) ? (string)region : "us-east-1";
        Client = NewClient(AccessKey, SecretKey);
    }

    public Uri Endpoint { get; }

    public string AccessKey { get; }

    public string SecretKey { get; }

    public string Region { get; }

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    /// <summary>The bare SDK, to look at what the store has done.</summary>
    public IMinioClient Client { get; }

    public static async Task<TestBucket> OpenAsync()
    {
        TestBucket bucket = new(new DbConnectionStringBuilder { ConnectionString = TestServer.Require("IMAGEATTACH_S3") });
        await Once.WaitAsync();
        try
        {
            if (!_isThere && !await bucket.Client.BucketExistsAsync(new BucketExistsArgs().WithBucket(Name)))
                await bucket.Client.MakeBucketAsync(new MakeBucketArgs().WithBucket(Name));
            _isThere = true;
        }
        finally
        {
            Once.Release();
        }

        return bucket;
    }

    /// <summary>Options of a store there, which fails soon rather than late.</summary>
    public S3StoreOptions Options(Action<S3StoreOptions>? configure = null)
    {
        S3StoreOptions options = new()
        {
            Bucket = Name,
            Endpoint = Endpoint,
            Region = Region,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            Prefix = Prefix,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        configure?.Invoke(options);
        return options;
    }

    public S3Store Store(Action<S3StoreOptions>? configure = null) => new(Options(configure));

    public IMinioClient NewClient(string accessKey, string secretKey) => new MinioClient()
        .WithEndpoint(Endpoint.Authority).WithSSL(Endpoint.Scheme == "https").WithRegion(Region).WithCredentials(accessKey, secretKey).Build();

    /// <summary>The names of all objects below the prefix, and of the uploads that belong to it.</summary>
    public async Task<string[]> NamesAsync() => [.. await NamesBelowAsync(Prefix), .. await NamesBelowAsync($".uploads/{Prefix}")];

    private ValueTask<List<string>> NamesBelowAsync(string prefix) =>
        Client.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(Name).WithPrefix(prefix).WithRecursive(true)).Select(item => item.Key).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        string[] names = await NamesAsync();
        if (names.Length > 0)
            await Client.RemoveObjectsAsync(new RemoveObjectsArgs().WithBucket(Name).WithObjects(names));
        Client.Dispose();
    }
}
