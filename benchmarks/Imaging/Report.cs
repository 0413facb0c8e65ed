using System.Globalization;
using System.Text;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>The part of docs/performance.md that tells of thumbnails.</summary>
internal static class Report
{
    private const int Rounds = 3;

    public static string Table()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Photographs.Count} of the twelve photographs, best of {Rounds} rounds, as ratios to libvips; SSIM of the files against a full decode scaled by ImageMagick's Lanczos.\n");
        foreach (string extension in ImagingBenchmark.Extensions)
            Add(text, extension);
        text.Append(CultureInfo.InvariantCulture, $"\n1280, 640 and 150 pixels from one JPEG take {Speed.ThreeSizes(".jpg", Rounds):0.00} times the processor time of 1280 alone.\n");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string extension)
    {
        var one = Speed.OneThread(extension, Rounds, Engine.All);
        var two = Speed.TwoThreads(extension, Rounds, Engine.All);
        var alike = Similarity.Measure(extension, Engine.All);
        string format = extension.TrimStart('.');
        Plot plot = new($"{format.ToUpperInvariant()} in, {format.ToUpperInvariant()} out: as ratios to libvips, less is faster", [.. Engine.All.Select(engine => engine.Name)]);
        AddToPlot("time, 1 thread", (engine, width) => one[(engine, width)].Time);
        AddToPlot("processor", (engine, width) => one[(engine, width)].Processor);
        AddToPlot("time, 2 threads", (engine, width) => two[(engine, width)]);
        plot.Save(Path.GetFullPath($"docs/plots/thumbnails-{format}.svg"));
        text.Append(CultureInfo.InvariantCulture, $"\n![{format.ToUpperInvariant()} thumbnails, as ratios to libvips](plots/thumbnails-{format}.svg)\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            **{extension.TrimStart('.').ToUpperInvariant()}** | 150 px | 640 px | 1280 px
            --- | --- | --- | ---

            """);
        foreach (Engine engine in Engine.All)
        {
            Row("processor time, one thread", width => F(one[(engine.Name, width)].Processor));
            Row("time, one thread", width => F(one[(engine.Name, width)].Time));
            Row("time, two threads", width => F(two[(engine.Name, width)]));
            Row("SSIM", width => alike[(engine.Name, width)].ToString("0.0000", CultureInfo.InvariantCulture));
            Row("peak memory, MiB", width => Photographs.Get(extension).Average(file => PeakMemory.MeasureApart(engine, file, width)).ToString("0", CultureInfo.InvariantCulture));

            void Row(string what, Func<int, string> cell) => text.Append(
                CultureInfo.InvariantCulture, $"{engine.Name}: {what} | {string.Join(" | ", ImagingBenchmark.Widths.Select(cell))}\n");
        }

        void AddToPlot(string what, Func<string, int, double> ratio)
        {
            foreach (int width in ImagingBenchmark.Widths)
                plot.Add(what, $"{width} px", Engine.All.Select(engine => ratio(engine.Name, width)));
        }

        static string F(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
    }
}
