using ImageAttach.Benchmarks.Mapping;
using ImageAttach.Benchmarks.Operations;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>100,000 files of 2 kB into a store that keeps nothing, then all of them again into one that has them all.</summary>
internal static class MigrationMemory
{
    private const int Processes = 3;

    public static string Table()
    {
        Figures figures = Apart.Measure(Processes, "migration", "memory");
        return $"""
            | medians of {Processes} processes | a second | the process grows by |
            | --- | --- | --- |
            | copied | {figures.Text("copied", "#,0")} | {figures.Text("copied, MB", "0")} MB |
            | all there already, by the destination's listing | {figures.Text("skipped", "#,0")} | {figures.Text("skipped, MB", "0")} MB |

            Before it begins, the process has {figures.Text("before, MB", "0")} MB.
            """;
    }

    public static async Task<Figures> MeasureAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(100_000, 2_000);
        Figures figures = new();
        figures.Add("before, MB", Environment.WorkingSet / 1_048_576.0);
        await MeasureAsync(images, new Sink([]), "copied", figures);
        await MeasureAsync(images, new Sink(images.Keys), "skipped", figures);
        return figures;
    }

    private static async Task MeasureAsync(ManyImages images, Sink destination, string what, Figures figures)
    {
        MigrationReport? report = null;
        MemoryGrowth growth = await MemoryGrowth.MeasureAsync(
            async () => report = await ImageMigration.PlanFor<UserPicture>(images.Db, images.Store, destination).ExecuteAsync());
        if ((what == "copied" ? report!.Copied : report!.Skipped) != images.Keys.Count)
            throw new InvalidOperationException($"Of {images.Keys.Count:N0} images {report.Copied:N0} were copied and {report.Skipped:N0} skipped.");
        figures.Add(what, images.Keys.Count / growth.Seconds);
        figures.Add($"{what}, MB", growth.Megabytes);
    }
}
