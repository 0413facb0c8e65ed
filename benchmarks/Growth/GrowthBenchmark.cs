using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;
using ImageAttach.Benchmarks.Operations;

namespace ImageAttach.Benchmarks.Growth;

/// <summary>What a table's growth costs: finding one owner's picture, loading a page of owners, sweeping the store; with time and memory.</summary>
internal static class GrowthBenchmark
{
    private const int MinRows = 1_000;
    private const int Most = 1_000_000;
    private const int Rounds = 5;
    private const int Length = 20;
    private const int Finds = 1_000;
    private const int Pages = 100;
    private const int PageSize = 50;

    private static readonly IImageTable[] Tables = [ImageSet.Create(() => new UserPicture()).Table];

    public static string Table() => Table(Most);

    public static int Parse(string rows) => int.Parse(rows, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public static string Table(int maxRows)
    {
        Figures figures = Apart.Measure(processes: 1, "growth", maxRows.ToString(CultureInfo.InvariantCulture));
        StringBuilder text = new($"| rows, medians of {Rounds} rounds | find, µs | load a page, ms | sweep, s | a file, µs | memory, MB |\n| ---: | --- | --- | --- | --- | --- |\n");
        for (int rows = MinRows; rows <= maxRows; rows *= 10)
        {
            text.Append($"| {rows:N0} | {figures.Text($"{rows} find", "0")} | {figures.Text($"{rows} page", "0.00")} | {figures.Text($"{rows} sweep", "0.00")} ");
            text.Append($"| {figures.Median($"{rows} sweep") * 1_000_000 / rows:0} | {figures.Most($"{rows} memory"):0.0} |\n");
        }

        return text.ToString();
    }

    public static async Task<Figures> MeasureAsync(int maxRows)
    {
        Figures figures = new();
        await using ManyImages images = await ManyImages.MakeAsync(MinRows, Length);
        await MeasureAsync(images, new Figures());
        for (int rows = MinRows; rows <= maxRows; rows *= 10)
        {
            await images.GrowAsync(rows, Length);
            for (int round = 0; round < Rounds; round++)
                await MeasureAsync(images, figures);
        }

        return figures;
    }

    private static async Task MeasureAsync(ManyImages images, Figures figures)
    {
        int rows = images.Keys.Count;
        figures.Add($"{rows} find", 1_000 * await MedianAsync(Finds, () => Picture(Random.Shared.Next(rows)).LoadAsync(images.Db)));
        figures.Add($"{rows} page", await MedianAsync(Pages, () => LoadPageAsync(images, rows)));
        MemoryGrowth sweep = await SweepAsync(images, rows);
        figures.Add($"{rows} sweep", sweep.Seconds);
        figures.Add($"{rows} memory", sweep.Megabytes);
    }

    private static ImageSet<UserPicture> Picture(int owner) => ImageSet.Create(() => new UserPicture { UserId = owner + 1 });

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

        return Figures.MedianOf(taken);
    }

    private static Task<MemoryGrowth> SweepAsync(ManyImages images, int rows) => MemoryGrowth.MeasureAsync(async () =>
    {
        SweepReport report = await ImageSweeper.SweepAsync(images.Db, Tables, images.Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        if ((report.Examined, report.Removed) != (rows, 0))
            throw new InvalidOperationException($"{report.Examined:N0} of {rows:N0} files were examined and {report.Removed:N0} removed.");
    });
}
