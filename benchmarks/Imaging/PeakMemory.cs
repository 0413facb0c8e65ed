using System.Globalization;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>How much memory a thumbnail takes at its peak, in a process of its own.</summary>
internal static class PeakMemory
{
    private const int Warming = 400;

    /// <summary>The peak of the resident set in MiB, above what the process has once a small picture has been made.</summary>
    public static double Measure(Engine engine, string file, int width)
    {
        byte[] bytes = File.ReadAllBytes(file);
        string extension = Path.GetExtension(file);
        // Loads libraries, starts threads and compiles code, which is paid once a process.
        byte[] small = engine.Make(bytes, extension, Warming);
        for (int i = 0; i < 3; i++)
            engine.Make(small, extension, Warming / 2);
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        double before = Kilobytes("VmRSS:");
        engine.Make(bytes, extension, width);
        return (Kilobytes("VmHWM:") - before) / 1024;
    }

    /// <summary>The same, asked of a new process.</summary>
    public static double MeasureApart(Engine engine, string file, int width) => double.Parse(
        Apart.Run("imaging", "memory", engine.Name, file, width.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    /// <summary>One of the figures that Linux keeps of this process, in KiB.</summary>
    public static double Kilobytes(string name) => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2], CultureInfo.InvariantCulture);
}
