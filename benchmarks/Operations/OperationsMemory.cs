using System.Text;
using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;

namespace ImageAttach.Benchmarks.Operations;

/// <summary>100,000 files of 2 kB in a folder, swept and verified: how fast, and how far the process grows.</summary>
internal static class OperationsMemory
{
    private static readonly IImageTable[] Tables = [ImageSet.Create(() => new UserPicture()).Table];

    private const int Processes = 3;
    private const int Files = 100_000;

    public static string Table()
    {
        Figures figures = Apart.Measure(Processes, "operations", "memory");
        StringBuilder text = new($"| medians of {Processes} processes | seconds | the process grows by |\n| --- | --- | --- |\n");
        foreach (string what in new[] { "sweep", "verify", "verify, hashes compared" })
            text.Append($"| {what} | {figures.Text(what, "0.0")} | {figures.Text($"{what}, MB", "0.0")} MB |\n");
        return $"{text}\nBefore it begins, the process has {figures.Text("before, MB", "0")} MB.";
    }

    public static async Task<Figures> MeasureAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(Files, 2_000);
        await images.Store.PutAsync(new StoreKey("user-picture", ObjectId.From(1), 1, 1, "image/jpeg", "orphan"), new MemoryStream(new byte[10]), reproducible: false);
        Figures figures = new();
        figures.Add("before, MB", Environment.WorkingSet / 1_048_576.0);
        await MeasureAsync("sweep", async () =>
        {
            SweepReport report = await ImageSweeper.SweepAsync(images.Db, Tables, images.Store, new SweepOptions { OlderThan = TimeSpan.Zero });
            Demand((report.Examined, report.Removed) == (Files + 1, 1), $"{report.Examined:N0} files were swept and {report.Removed:N0} removed.");
        });
        await MeasureAsync("verify", () => VerifyAsync(images, checkHashes: false));
        await MeasureAsync("verify, hashes compared", () => VerifyAsync(images, checkHashes: true));
        return figures;

        async Task MeasureAsync(string what, Func<Task> work)
        {
            MemoryGrowth growth = await MemoryGrowth.MeasureAsync(work);
            figures.Add(what, growth.Seconds);
            figures.Add($"{what}, MB", growth.Megabytes);
        }
    }

    // Their bytes are no pictures, so that is what is wrong with each: the report of 100,000 problems is part of what is measured.
    private static async Task VerifyAsync(ManyImages images, bool checkHashes)
    {
        VerifyReport report = await ImageVerifier.VerifyAsync(images.Db, Tables, images.Store, new VerifyOptions { CheckHashes = checkHashes });
        Demand((report.Examined, report.Problems.Count) == (Files, Files), $"{report.Examined:N0} rows were verified, with {report.Problems.Count:N0} problems.");
    }

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
