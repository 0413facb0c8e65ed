using System.Diagnostics;

namespace ImageAttach.Benchmarks.Operations;

/// <summary>How long something took, and how far the process grew in it.</summary>
internal readonly record struct MemoryGrowth(double Seconds, double Megabytes)
{
    public static async Task<MemoryGrowth> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        long before = Environment.WorkingSet, most = before;
        using Timer sampler = new(_ => most = Math.Max(most, Environment.WorkingSet), null, 50, 50);
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        return new(watch.Elapsed.TotalSeconds, (most - before) / 1_048_576.0);
    }
}
