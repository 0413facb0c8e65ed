using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Stores;
using Minio;
using Minio.DataModel.Args;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Files in a bucket through the store and through the bare SDK, in turns, on the server that <c>IMAGEATTACH_S3</c> names.</summary>
internal sealed class S3Benchmark : IDisposable
{
    private const string Bucket = "imageattach-benchmarks";

    private readonly IMinioClient _sdk;
    private readonly S3Store _store;

    private S3Benchmark()
    {
        DbConnectionStringBuilder server = new()
        {
            ConnectionString = Environment.GetEnvironmentVariable("IMAGEATTACH_S3") ?? throw new InvalidOperationException("IMAGEATTACH_S3 names no server. Start one with build/services."),
        };
        Uri endpoint = new((string)server["Endpoint"]);
        (string key, string secret, string region) = ((string)server["AccessKey"], (string)server["SecretKey"], (string)server["Region"]);
        _sdk = new MinioClient().WithEndpoint(endpoint.Authority).WithSSL(endpoint.Scheme == "https").WithRegion(region).WithCredentials(key, secret).Build();
        _store = new(new S3StoreOptions { Bucket = Bucket, Endpoint = endpoint, Region = region, AccessKey = key, SecretKey = secret });
    }

    public static async Task RunAsync()
    {
        using S3Benchmark benchmark = new();
        await benchmark.WarmUpAsync();
        await benchmark.CompareAsync(files: 200, length: 100_000);
        await benchmark.CompareAsync(files: 5, length: 100_000_000);
    }

    /// <summary>How far 200 MB make the process grow. Of a process of its own: what has grown once stays so.</summary>
    public static async Task MeasureMemoryAsync()
    {
        using S3Benchmark benchmark = new();
        await benchmark.WarmUpAsync();
        string file = Path.GetTempFileName();
        try
        {
            await using (FileStream source = new(file, FileMode.Open))
                source.SetLength(200_000_000);
            StoreKey key = KeyOf(0);
            long start = PeakKilobytes();
            await using (FileStream source = File.OpenRead(file))
                await benchmark._store.PutAsync(key, source, reproducible: false);
            long put = PeakKilobytes();
            await using (Stream content = await benchmark._store.OpenAsync(key))
                await content.CopyToAsync(Stream.Null);
            long get = PeakKilobytes();
            await benchmark._store.DeleteAsync(key);
            Console.WriteLine($"200 MB: put grew the process by {(put - start) / 1024.0:0.0} MB, get by {(get - put) / 1024.0:0.0} MB more");
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose() => _sdk.Dispose();

    private async Task WarmUpAsync()
    {
        if (!await _sdk.BucketExistsAsync(new BucketExistsArgs().WithBucket(Bucket)))
            await _sdk.MakeBucketAsync(new MakeBucketArgs().WithBucket(Bucket));
        byte[] little = new byte[1000];
        for (int i = 0; i < 20; i++)
        {
            await PutByStoreAsync(i, little);
            await GetByStoreAsync(i);
            await _store.DeleteAsync(KeyOf(i));
            await PutBySdkAsync(i, little);
            await GetBySdkAsync(i);
            await _store.DeleteAsync(KeyOf(i));
        }
    }

    private async Task CompareAsync(int files, int length)
    {
        byte[] bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        TimeSpan[] sdk = [default, default], store = [default, default];
        for (int i = 0; i < files; i++)
        {
            // Whoever comes second finds things warm, so they take turns at that as well. Each reads what either has put: a server may
            // hand out faster what the SDK puts in parts.
            bool[] turns = i % 2 == 0 ? [true, false] : [false, true];
            foreach (bool byStore in turns)
                (byStore ? store : sdk)[0] += await TimeAsync(() => byStore ? PutByStoreAsync(2 * i, bytes) : PutBySdkAsync((2 * i) + 1, bytes));
            foreach (int file in new[] { 2 * i, (2 * i) + 1 })
            {
                foreach (bool byStore in turns)
                    (byStore ? store : sdk)[1] += await TimeAsync(() => byStore ? GetByStoreAsync(file) : GetBySdkAsync(file));
                await _store.DeleteAsync(KeyOf(file));
            }
        }

        double megabytes = files * (double)length / 1_000_000;
        foreach ((int which, string verb, int times) in new[] { (0, "put", 1), (1, "get", 2) })
        {
            (double bare, double ours) = (times * megabytes / sdk[which].TotalSeconds, times * megabytes / store[which].TotalSeconds);
            Console.WriteLine($"{files,3} × {length / 1000.0,9:N0} kB  {verb}: SDK {bare,7:0.0} MB/s   store {ours,7:0.0} MB/s   ratio {ours / bare:0.00}");
        }
    }

    private static StoreKey KeyOf(int i) => new("benchmark", ObjectId.From(i), 1, 1, "image/jpeg", "r1");

    private async Task PutByStoreAsync(int i, byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        await _store.PutAsync(KeyOf(i), source, reproducible: false);
    }

    private async Task GetByStoreAsync(int i)
    {
        await using Stream file = await _store.OpenAsync(KeyOf(i));
        await file.CopyToAsync(Stream.Null);
    }

    private async Task PutBySdkAsync(int i, byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        await _sdk.PutObjectAsync(new PutObjectArgs().WithBucket(Bucket).WithObject(KeyOf(i).ToObjectName())
            .WithStreamData(source).WithObjectSize(bytes.Length).WithContentType("image/jpeg"));
    }

    private async Task GetBySdkAsync(int i) => await _sdk.GetObjectAsync(new GetObjectArgs().WithBucket(Bucket).WithObject(KeyOf(i).ToObjectName())
        .WithCallbackStream((content, cancellationToken) => content.CopyToAsync(Stream.Null, cancellationToken)));

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed;
    }

    private static long PeakKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        System.Globalization.CultureInfo.InvariantCulture);
}
