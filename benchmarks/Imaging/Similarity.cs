using ImageMagick;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>How like thumbnails are to a full decode scaled by ImageMagick's Lanczos.</summary>
internal static class Similarity
{
    private const int Window = 8;
    private const int Step = 4;

    /// <returns>For each engine and width: the mean SSIM of brightness over the photographs.</returns>
    public static Dictionary<(string Engine, int Width), double> Measure(string extension, IReadOnlyList<Engine> engines)
    {
        Dictionary<(string, int), List<double>> found = [];
        foreach (string path in Photographs.Get(extension))
        {
            byte[] file = File.ReadAllBytes(path);
            using MagickImage whole = new(file);
            foreach (int width in ImagingBenchmark.Widths)
            {
                foreach (Engine engine in engines)
                {
                    using MagickImage seen = new(engine.Make(file, extension, width));
                    using MagickImage wanted = new(whole) { FilterType = FilterType.Lanczos };
                    wanted.Resize(new MagickGeometry(seen.Width, seen.Height) { IgnoreAspectRatio = true });
                    if (!found.TryGetValue((engine.Name, width), out List<double>? numbers))
                        found[(engine.Name, width)] = numbers = [];
                    numbers.Add(Ssim(Brightness(seen), Brightness(wanted), (int)seen.Width));
                }
            }
        }

        return found.ToDictionary(pair => pair.Key, pair => pair.Value.Average());
    }

    private static double[] Brightness(MagickImage image)
    {
        byte[] rgb = image.GetPixelsUnsafe().ToByteArray(PixelMapping.RGB)!;
        double[] brightness = new double[rgb.Length / 3];
        for (int i = 0; i < brightness.Length; i++)
            brightness[i] = (0.299 * rgb[3 * i]) + (0.587 * rgb[(3 * i) + 1]) + (0.114 * rgb[(3 * i) + 2]);
        return brightness;
    }

    private static double Ssim(double[] a, double[] b, int width)
    {
        (double sum, int windows) = (0, 0);
        for (int y = 0; y + Window <= a.Length / width; y += Step)
        {
            for (int x = 0; x + Window <= width; x += Step, windows++)
                sum += Ssim(a, b, (y * width) + x, width);
        }

        return sum / windows;
    }

    private static double Ssim(double[] a, double[] b, int at, int width)
    {
        (double sumA, double sumB, double squareA, double squareB, double product) = (0, 0, 0, 0, 0);
        for (int y = 0; y < Window; y++)
        {
            for (int x = 0; x < Window; x++)
            {
                (double p, double q) = (a[at + (y * width) + x], b[at + (y * width) + x]);
                (sumA, sumB, squareA, squareB, product) = (sumA + p, sumB + q, squareA + (p * p), squareB + (q * q), product + (p * q));
            }
        }

        const double Count = Window * Window;
        (double meanA, double meanB) = (sumA / Count, sumB / Count);
        (double c1, double c2) = (Math.Pow(0.01 * 255, 2), Math.Pow(0.03 * 255, 2));
        double spread = (squareA / Count) - (meanA * meanA) + (squareB / Count) - (meanB * meanB);
        return ((2 * meanA * meanB) + c1) * ((2 * ((product / Count) - (meanA * meanB))) + c2)
            / (((meanA * meanA) + (meanB * meanB) + c1) * (spread + c2));
    }
}
