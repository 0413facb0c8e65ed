using System.Diagnostics;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>How long engines take, as ratios to libvips: the geometric mean over the photographs.</summary>
internal static class Speed
{
    /// <summary>One thread: each photograph by each engine in turn, again and again; the best time of each counts.</summary>
    /// <returns>For each engine and width: time, and processor time, as ratios to libvips.</returns>
    public static Dictionary<(string Engine, int Width), (double Time, double Processor)> OneThread(string extension, int rounds, IReadOnlyList<Engine> engines)
    {
        Dictionary<(string, int), (double, double)> ratios = [];
        IReadOnlyList<byte[]> files = [.. Photographs.Get(extension).Select(File.ReadAllBytes)];
        foreach (Engine engine in engines)
            Warm(engine, files[0], extension);
        foreach (int width in ImagingBenchmark.Widths)
        {
            Timing[,] best = new Timing[files.Count, engines.Count];
            for (int file = 0; file < files.Count; file++)
            {
                for (int round = 0; round < rounds; round++)
                {
                    for (int engine = 0; engine < engines.Count; engine++)
                    {
                        Timing timing = Time(() => engines[engine].Make(files[file], extension, width));
                        best[file, engine] = round == 0 ? timing : timing.BetterOf(best[file, engine]);
                    }
                }
            }

            for (int engine = 0; engine < engines.Count; engine++)
            {
                ratios[(engines[engine].Name, width)] = (
                    GeometricMean(Enumerable.Range(0, files.Count).Select(file => best[file, engine].Time / best[file, 0].Time)),
                    GeometricMean(Enumerable.Range(0, files.Count).Select(file => best[file, engine].Processor / best[file, 0].Processor)));
            }
        }

        return ratios;
    }

    /// <summary>Two threads that share the photographs; the best round of each engine counts.</summary>
    /// <returns>For each engine and width: the time for all, as a ratio to libvips.</returns>
    public static Dictionary<(string Engine, int Width), double> TwoThreads(string extension, int rounds, IReadOnlyList<Engine> engines)
    {
        Dictionary<(string, int), double> ratios = [];
        IReadOnlyList<byte[]> files = [.. Photographs.Get(extension).Select(File.ReadAllBytes)];
        foreach (int width in ImagingBenchmark.Widths)
        {
            double[] best = [.. engines.Select(_ => double.MaxValue)];
            for (int round = 0; round < rounds; round++)
            {
                for (int engine = 0; engine < best.Length; engine++)
                {
                    Engine current = engines[engine];
                    Timing timing = Time(() => Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, file => current.Make(file, extension, width)));
                    best[engine] = Math.Min(best[engine], timing.Time);
                }
            }

            for (int engine = 0; engine < best.Length; engine++)
                ratios[(engines[engine].Name, width)] = best[engine] / best[0];
        }

        return ratios;
    }

    /// <summary>1280, 640 and 150 pixels from one original, as a ratio to 1280 alone.</summary>
    public static double ThreeSizes(string extension, int rounds) => GeometricMean(Photographs.Get(extension).Select(File.ReadAllBytes).Select(file =>
    {
        (double one, double three) = (double.MaxValue, double.MaxValue);
        for (int round = 0; round < rounds; round++)
        {
            one = Math.Min(one, Time(() => ImageAttachEngine.MakeAll(file, 1280)).Processor);
            three = Math.Min(three, Time(() => ImageAttachEngine.MakeAll(file, 1280, 640, 150)).Processor);
        }

        return three / one;
    }));

    // .NET compiles anew what it finds to be busy. A server has done so long ago, and libvips never has to.
    private static void Warm(Engine engine, byte[] file, string extension)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(4))
        {
            foreach (int width in ImagingBenchmark.Widths)
                engine.Make(file, extension, width);
        }
    }

    public static double GeometricMean(IEnumerable<double> numbers) => Math.Exp(numbers.Average(Math.Log));

    private static Timing Time(Action work)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        work();
        return new(watch.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
    }

    private readonly record struct Timing(double Time, double Processor)
    {
        public Timing BetterOf(Timing other) => new(Math.Min(Time, other.Time), Math.Min(Processor, other.Processor));
    }
}
