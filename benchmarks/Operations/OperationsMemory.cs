using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Migration;

namespace ImageAttach.Benchmarks.Operations;

/// <summary>100,000 files of 2 kB in a folder, swept and verified: how fast, and how far the process grows.</summary>
internal static class OperationsMemory
{
    private static readonly IImageTable[] Tables = [ImageSet.Of(() => new UserPicture()).Table];

    public static async Task RunAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(100_000, 2_000);
        await images.Store.PutAsync(new StoreKey("user-picture", ObjectId.From(1), 1, 1, "image/jpeg", "orphan"), new MemoryStream(new byte[10]), reproducible: false);
        SweepOptions atOnce = new() { OlderThan = TimeSpan.Zero };
        Console.WriteLine($"the process has {Environment.WorkingSet / 1_048_576:N0} MB");
        await MeasureAsync("swept", async () =>
        {
            SweepReport report = await ImageSweeper.SweepAsync(images.Db, Tables, images.Store, atOnce);
            return $"{report.Examined:N0} files, {report.Removed} removed";
        });
        await MeasureAsync("verified", () => VerifyAsync(images, checkHashes: false));
        await MeasureAsync("verified with hashes", () => VerifyAsync(images, checkHashes: true));
    }

    // Their bytes are no pictures, so that is what is wrong with each: the report of 100,000 problems is part of what is measured.
    private static async Task<string> VerifyAsync(ManyImages images, bool checkHashes)
    {
        VerifyReport report = await ImageVerifier.VerifyAsync(images.Db, Tables, images.Store, new VerifyOptions { CheckHashes = checkHashes });
        return $"{report.Examined:N0} rows, {report.Problems.Count:N0} problems";
    }

    private static async Task MeasureAsync(string what, Func<Task<string>> work)
    {
        string result = "";
        MemoryGrowth growth = await MemoryGrowth.MeasureAsync(async () => result = await work());
        Console.WriteLine(FormattableString.Invariant($"{what}: {result} in {growth.Seconds:0.0} s, the process grew by {growth.Megabytes:0.0} MB"));
    }
}
