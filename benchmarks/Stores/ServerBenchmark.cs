using System.Diagnostics;
using System.Text;

namespace ImageAttach.Benchmarks.Stores;

/// <summary>Files on a server through the store and through the bare SDK, in turns.</summary>
internal static class ServerBenchmark
{
    private const int Rounds = 5;

    public static async Task<string> S3TableAsync()
    {
        using S3Server server = await S3Server.OpenAsync();
        return await TableAsync(new S3Files(server));
    }

    public static async Task<string> AzureTableAsync() => await TableAsync(await AzureServer.OpenAsync());

    /// <summary>Each way a few times, on files that are gone afterwards.</summary>
    public static async Task WarmUpAsync(IServerFiles files)
    {
        for (int i = 0; i < 20; i++)
        {
            foreach (bool byStore in new[] { true, false })
            {
                await PutAsync(files, byStore, i, new byte[1000]);
                await files.GetAsync(byStore, i);
                await files.DeleteAsync(i);
            }
        }
    }

    private static async Task<string> TableAsync(IServerFiles files)
    {
        await WarmUpAsync(files);
        StringBuilder text = new($"| files, medians of {Rounds} rounds | | SDK, MB/s | store, MB/s | store to SDK |\n| --- | --- | --- | --- | --- |\n");
        foreach ((int count, int length, string size) in new[] { (200, 100_000, "100 kB"), (5, 100_000_000, "100 MB") })
        {
            Figures figures = new();
            for (int round = 0; round < Rounds; round++)
                await CompareAsync(files, count, length, figures);
            foreach (string verb in new[] { "put", "get" })
                text.Append($"| {count} × {size} | {verb} | {figures.Text($"SDK {verb}", "0.0")} | {figures.Text($"store {verb}", "0.0")} | {figures.Text($"ratio {verb}", "0.00")} |\n");
        }

        return text.ToString();
    }

    private static async Task CompareAsync(IServerFiles files, int count, int length, Figures figures)
    {
        byte[] bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        Dictionary<(string Verb, bool ByStore), TimeSpan> times = [];
        for (int i = 0; i < count; i++)
        {
            // Whoever comes second finds things warm, so they take turns at that as well. Each reads what either has put: a server may
            // hand out faster what the SDK puts in parts.
            bool[] turns = i % 2 == 0 ? [true, false] : [false, true];
            foreach (bool byStore in turns)
                await TimeAsync("put", byStore, () => PutAsync(files, byStore, FileOf(i, byStore), bytes));
            foreach (bool putByStore in new[] { true, false })
            {
                foreach (bool byStore in turns)
                    await TimeAsync("get", byStore, () => files.GetAsync(byStore, FileOf(i, putByStore)));
                await files.DeleteAsync(FileOf(i, putByStore));
            }
        }

        double megabytes = count * (double)length / 1_000_000;
        foreach ((string verb, int transfers) in new[] { ("put", 1), ("get", 2) })
        {
            (TimeSpan sdk, TimeSpan store) = (times[(verb, false)], times[(verb, true)]);
            figures.Add($"SDK {verb}", transfers * megabytes / sdk.TotalSeconds);
            figures.Add($"store {verb}", transfers * megabytes / store.TotalSeconds);
            figures.Add($"ratio {verb}", sdk / store);
        }

        async Task TimeAsync(string verb, bool byStore, Func<Task> action)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await action();
            times[(verb, byStore)] = times.GetValueOrDefault((verb, byStore)) + watch.Elapsed;
        }
    }

    private static async Task PutAsync(IServerFiles files, bool byStore, int i, byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        await files.PutAsync(byStore, i, source);
    }

    private static int FileOf(int i, bool byStore) => (2 * i) + (byStore ? 0 : 1);
}
