using System.Diagnostics;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Stores;
using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>A bucket that files are brought to, by a migration or by the bare SDK.</summary>
internal sealed class Bucketful(S3Server server)
{
    public async Task<TimeSpan> MigrateAsync(ManyImages images, string prefix)
    {
        S3Store store = server.Store(Name(prefix));
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
            await server.Sdk.PutObjectAsync(
                new PutObjectArgs().WithBucket(S3Server.Bucket).WithObject($"{name}/{key.ToObjectName()}").WithStreamData(file).WithObjectSize(file.Length).WithContentType("image/jpeg"),
                token);
        });
        TimeSpan time = watch.Elapsed;
        foreach (StoreKey key in images.Keys)
            await server.Sdk.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(S3Server.Bucket).WithObject($"{name}/{key.ToObjectName()}"));
        return time;
    }

    private static string Name(string prefix) => $"migration-{Environment.ProcessId}-{prefix}";
}
