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
                Console.WriteLine(PeakMemory.Measure(Engine.All.Single(each => each.Name == engine), file, int.Parse(width, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
                return 0;
            case ["quick", string extension]:
                foreach (((string name, int size), (double time, double processor)) in Speed.OneThread(extension, rounds: 3))
                    Console.WriteLine($"{name} {size}: {time:0.00} {processor:0.00}");
                return 0;
            case []:
                return Report.Write();
            default:
                Console.Error.WriteLine("usage: imaging [quick .jpg|.png|.webp], with IMAGING_PHOTOGRAPHS=4 for the first four alone");
                return 2;
        }
    }
}
