using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>A bucket that files are brought to, by a migration or by the bare SDK, on the server that <c>IMAGEATTACH_S3</c> names.</summary>
internal sealed class Bucketful
{
    private const string Bucket = "imageattach-benchmarks";

    private readonly DbConnectionStringBuilder _server = new()
    {
        ConnectionString = Environment.GetEnvironmentVariable("IMAGEATTACH_S3") ?? throw new InvalidOperationException("IMAGEATTACH_S3 names no server. Start one with build/services."),
    };

    private readonly IMinioClient _sdk;

    public Bucketful() => _sdk = new MinioClient().WithEndpoint(Endpoint.Authority).WithSSL(Endpoint.Scheme == "https")
        .WithRegion((string)_server["Region"]).WithCredentials((string)_server["AccessKey"], (string)_server["SecretKey"]).Build();

    private Uri Endpoint => new((string)_server["Endpoint"]);

    public async Task MakeAsync()
    {
        if (!await _sdk.BucketExistsAsync(new BucketExistsArgs().WithBucket(Bucket)))
            await _sdk.MakeBucketAsync(new MakeBucketArgs().WithBucket(Bucket));
    }

    public async Task<TimeSpan> MigrateAsync(ManyImages images, string prefix)
    {
        S3Store store = new(new S3StoreOptions
        {
            Bucket = Bucket, Prefix = Name(prefix), Endpoint = Endpoint, Region = (string)_server["Region"],
            AccessKey = (string)_server["AccessKey"], SecretKey = (string)_server["SecretKey"],
        });
        Stopwatch watch = Stopwatch.StartNew();
        MigrationReport report = await ImageMigration.PlanFor<UserPicture>(
            images.Db, images.Store, store, new MigrationOptions { Parallelism = MigrationToS3.Parallelism }).ExecuteAsync();
        TimeSpan time = watch.Elapsed;
        if (report.Copied != images.Keys.Count)
            throw new InvalidOperationException($"Only {report.Copied} files were copied.");
        foreach (StoreKey key in images.Keys)
            await store.DeleteAsync(key);
        return time;
    }

    public async Task<TimeSpan> CopyAsync(ManyImages images, string prefix)
    {
        string name = Name(prefix);
        Stopwatch watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(images.Keys, new ParallelOptions { MaxDegreeOfParallelism = MigrationToS3.Parallelism }, async (key, token) =>
        {
            await using FileStream file = File.OpenRead(images.PathOf(key));
            await _sdk.PutObjectAsync(
                new PutObjectArgs().WithBucket(Bucket).WithObject($"{name}/{key.ToObjectName()}").WithStreamData(file).WithObjectSize(file.Length).WithContentType("image/jpeg"),
                token);
        });
        TimeSpan time = watch.Elapsed;
        foreach (StoreKey key in images.Keys)
            await _sdk.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(Bucket).WithObject($"{name}/{key.ToObjectName()}"));
        return time;
    }

    private static string Name(string prefix) => $"migration-{Environment.ProcessId}-{prefix}";
}
