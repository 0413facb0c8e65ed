using System.Diagnostics;
using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Benchmarks.Serving;

/// <summary>Files of a folder over loopback: shown by UseImageAttach, and by the framework's static files, in turns.</summary>
internal static class ServingBenchmark
{
    private const int Files = 500;
    private const int Clients = 16;
    private const int Rounds = 9;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    public static async Task<string> TableAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imageattach-benchmark-").FullName;
        try
        {
            StringBuilder text = new($"| files of, medians of {Rounds} rounds | static files, requests a second | `UseImageAttach` | ratio |\n| --- | --- | --- | --- |\n");
            foreach (int length in new[] { 5_000, 20_000, 100_000 })
            {
                Figures figures = await MeasureAsync(Path.Combine(folder, $"{length}"), length);
                text.Append($"| {length / 1000} kB | {figures.Text("plain", "#,0")} | {figures.Text("ours", "#,0")} | {figures.Text("ratio", "0.00")} |\n");
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(string folder, int length)
    {
        HttpExposedFileSystemStore store = new(folder, prefix: "images");
        StoreKey[] keys = [.. Enumerable.Range(0, Files).Select(i => new StoreKey("benchmark", ObjectId.From(i), 150, 100, MediaType.Jpeg, $"r{i}"))];
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        foreach (StoreKey key in keys)
            await store.PutAsync(key, new MemoryStream(bytes, writable: false), reproducible: true);
        string[] paths = [.. keys.Select(key => "images/" + key.ToPath())];

        WebApplicationBuilder plainBuilder = Builder(), ourBuilder = Builder();
        ourBuilder.Services.AddImageAttach(options => options.Store = store);
        await using WebApplication plain = plainBuilder.Build(), ours = ourBuilder.Build();
        plain.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), RequestPath = store.RequestPath });
        ours.UseImageAttach();
        await plain.StartAsync();
        await ours.StartAsync();

        await ServeAsync(plain, paths, length);
        await ServeAsync(ours, paths, length);
        Figures figures = new();
        for (int round = 0; round < Rounds; round++)
        {
            bool plainFirst = round % 2 == 0;
            double first = await ServeAsync(plainFirst ? plain : ours, paths, length), second = await ServeAsync(plainFirst ? ours : plain, paths, length);
            (double without, double with) = plainFirst ? (first, second) : (second, first);
            figures.Add("plain", without);
            figures.Add("ours", with);
            figures.Add("ratio", with / without);
        }

        return figures;
    }

    private static WebApplicationBuilder Builder()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    // Requests a second.
    private static async Task<double> ServeAsync(WebApplication app, string[] paths, int length)
    {
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        long start = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(client))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task<int> AskAsync(int number)
        {
            int count = 0;
            for (; Stopwatch.GetElapsedTime(start) < Turn; count++)
            {
                byte[] answer = await client.GetByteArrayAsync(paths[(number + (count * Clients)) % paths.Length]);
                if (answer.Length != length)
                    throw new InvalidOperationException($"{answer.Length} bytes came of {length}.");
            }

            return count;
        }
    }
}
