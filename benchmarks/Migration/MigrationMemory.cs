using System.Diagnostics;
using ImageAttach.Benchmarks.Mapping;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>100,000 files of 2 kB into a store that keeps nothing, then all of them again into one that has them all.</summary>
internal static class MigrationMemory
{
    public static async Task RunAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(100_000, 2_000);
        Console.WriteLine($"the process has {Environment.WorkingSet / 1_048_576:N0} MB");
        await RunAsync(images, new Sink([]), "copied");
        await RunAsync(images, new Sink(images.Keys), "skipped");
    }

    private static async Task RunAsync(ManyImages images, Sink destination, string what)
    {
        GC.Collect();
        long before = Environment.WorkingSet;
        Stopwatch watch = Stopwatch.StartNew();
        Peak peak = new();
        MigrationReport report = await ImageMigration.PlanFor<UserPicture>(images.Db, images.Store, destination).ExecuteAsync(peak);
        Console.WriteLine(
            $"{report.Examined:N0} images {what} ({report.Copied:N0} copied, {report.Skipped:N0} there): {report.Examined / watch.Elapsed.TotalSeconds:N0} a second, " +
            $"the process grew by {(peak.Most - before) / 1_048_576.0:0.0} MB");
    }

    private sealed class Peak : IProgress<MigrationProgress>
    {
        public long Most { get; private set; }

        public void Report(MigrationProgress value)
        {
            if (value.Done % 1000 == 0)
                Most = Math.Max(Most, Environment.WorkingSet);
        }
    }
}
