using System.Data.Common;
using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>A bucket on the server that <c>IMAGEATTACH_S3</c> names, by the store and by the bare SDK.</summary>
internal sealed class S3Server : IDisposable
{
    public const string Variable = "IMAGEATTACH_S3";
    public const string Bucket = "imageattach-benchmarks";

    private readonly DbConnectionStringBuilder _server = new() { ConnectionString = Environment.GetEnvironmentVariable(Variable) };

    private S3Server() => Sdk = new MinioClient().WithEndpoint(Endpoint.Authority).WithSSL(Endpoint.Scheme == "https")
        .WithRegion(Get("Region")).WithCredentials(Get("AccessKey"), Get("SecretKey")).Build();

    public IMinioClient Sdk { get; }

    private Uri Endpoint => new(Get("Endpoint"));

    public static async Task<S3Server> OpenAsync()
    {
        S3Server server = new();
        if (!await server.Sdk.BucketExistsAsync(new BucketExistsArgs().WithBucket(Bucket)))
            await server.Sdk.MakeBucketAsync(new MakeBucketArgs().WithBucket(Bucket));
        return server;
    }

    public S3Store Store(string prefix = "") => new(new S3StoreOptions
    {
        Bucket = Bucket, Prefix = prefix, Endpoint = Endpoint, Region = Get("Region"), AccessKey = Get("AccessKey"), SecretKey = Get("SecretKey"),
    });

    public void Dispose() => Sdk.Dispose();

    private string Get(string key) => (string)_server[key];
}
