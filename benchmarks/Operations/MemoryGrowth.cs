using System.Diagnostics;

namespace ImageAttach.Benchmarks.Operations;

/// <summary>How long something took, and how far the process grew in it.</summary>
internal readonly record struct MemoryGrowth(double Seconds, double Megabytes)
{
    public static async Task<MemoryGrowth> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        long before = Environment.WorkingSet, peak = before;
        using Timer sampler = new(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 50, 50);
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        return new(watch.Elapsed.TotalSeconds, (peak - before) / 1_048_576.0);
    }
}
