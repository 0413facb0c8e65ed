using System.Diagnostics;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;
using ImageAttach.Benchmarks.Operations;

namespace ImageAttach.Benchmarks.Growth;

/// <summary>What a table's growth costs: finding one owner's picture, loading a page of owners, sweeping the store; with time and memory.</summary>
internal static class GrowthBenchmark
{
    private const int Length = 20;
    private const int Finds = 2_000;
    private const int Pages = 200;
    private const int PageSize = 50;

    private static readonly IImageTable[] Tables = [ImageSet.Of(() => new UserPicture()).Table];

    public static async Task RunAsync(int most)
    {
        Console.WriteLine($"SQLite and a folder; medians of {Finds:N0} finds and {Pages} pages of {PageSize} owners; one sweep, with what the process grew by in it.");
        Console.WriteLine("| rows | find | load a page | sweep | a file | memory |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        await using ManyImages images = await ManyImages.MakeAsync(1_000, Length);
        for (int rows = 1_000; rows <= most; rows *= 10)
        {
            await images.GrowAsync(rows, Length);
            double find = await MedianAsync(Finds, () => Picture(Random.Shared.Next(rows)).LoadAsync(images.Db));
            double page = await MedianAsync(Pages, () => LoadPageAsync(images, rows));
            (double sweep, double memory) = await SweepAsync(images, rows);
            Console.WriteLine(FormattableString.Invariant(
                $"| {rows:N0} | {find * 1_000:0} µs | {page:0.00} ms | {sweep:0.0} s | {sweep * 1_000_000 / rows:0} µs | {memory:0.0} MB |"));
        }
    }

    private static ImageSet<UserPicture> Picture(int owner) => ImageSet.Of(() => new UserPicture { UserId = owner + 1 });

    private static async Task LoadPageAsync(ManyImages images, int rows)
    {
        int first = Random.Shared.Next(rows - PageSize);
        ImageSet<UserPicture>[] owners = [.. Enumerable.Range(first, PageSize).Select(Picture)];
        await images.Db.LoadImagesAsync(owners, owner => owner);
        if (!owners.All(owner => owner.Images.Count == 1))
            throw new InvalidOperationException("A picture is missing.");
    }

    private static async Task<double> MedianAsync(int times, Func<Task> work)
    {
        List<double> taken = [];
        for (int i = 0; i < times; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await work();
            taken.Add(watch.Elapsed.TotalMilliseconds);
        }

        return taken.Order().ElementAt(times / 2);
    }

    private static Task<MemoryGrowth> SweepAsync(ManyImages images, int rows) => MemoryGrowth.MeasureAsync(async () =>
    {
        SweepReport report = await ImageSweeper.SweepAsync(images.Db, Tables, images.Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        if ((report.Examined, report.Removed) != (rows, 0))
            throw new InvalidOperationException($"{report.Examined:N0} of {rows:N0} files were examined and {report.Removed:N0} removed.");
    });
}
