using System.Globalization;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>Thumbnails by libvips, ImageAttach, SkiaSharp and Magick.NET, side by side.</summary>
internal static class ImagingBenchmark
{
    public static readonly int[] Widths = [150, 640, 1280];
    public static readonly string[] Extensions = [".jpg", ".png", ".webp"];

    public static int Run(string[] options)
    {
        switch (options)
        {
            case ["memory", string engine, string file, string width]:
                Console.WriteLine(PeakMemory.Measure(Engine.All.Single(candidate => candidate.Name == engine), file, int.Parse(width, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
                return 0;
            case ["quick", string extension]:
                CompareQuickly(extension);
                return 0;
            default:
                Console.Error.WriteLine("usage: imaging [quick .jpg|.png|.webp], with IMAGING_PHOTOGRAPHS=4 for the first four alone");
                return 2;
        }
    }

    private static void CompareQuickly(string extension)
    {
        const int Rounds = 5;
        var one = Speed.OneThread(extension, Rounds, Engine.Two);
        var two = Speed.TwoThreads(extension, Rounds, Engine.Two);
        var alike = Similarity.Measure(extension, Engine.Two);
        string ours = Engine.Two[1].Name;
        foreach (int width in Widths)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{extension} {width}: processor {one[(ours, width)].Processor:0.00}, time {one[(ours, width)].Time:0.00}, two threads {two[(ours, width)]:0.00}, SSIM {alike[(ours, width)]:0.0000} to {alike[(Engine.Two[0].Name, width)]:0.0000}"));
        }
    }
}
