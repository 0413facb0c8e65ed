using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>How alike two pictures are to the eye: the mean structural similarity of their brightness, 1 for equal ones.</summary>
internal static class Ssim
{
    private const int Window = 8;

    public static double Of(SKBitmap a, SKBitmap b)
    {
        Assert.That((a.Width, a.Height), Is.EqualTo((b.Width, b.Height)), "sizes");
        var (first, second) = (Brightness(a), Brightness(b));
        // A picture that is thinner than a window is looked at as a whole.
        var (across, down) = (Math.Min(Window, a.Width), Math.Min(Window, a.Height));
        var (sum, windows) = (0.0, 0);
        for (var y = 0; y + down <= a.Height; y += Math.Max(1, down / 2))
        {
            for (var x = 0; x + across <= a.Width; x += Math.Max(1, across / 2), windows++)
                sum += Of(first, second, a.Width, x, y, across, down);
        }

        return sum / windows;
    }

    private static double Of(double[] a, double[] b, int width, int left, int top, int across, int down)
    {
        var (sumA, sumB, squareA, squareB, product) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = top; y < top + down; y++)
        {
            for (var x = left; x < left + across; x++)
            {
                var (p, q) = (a[(y * width) + x], b[(y * width) + x]);
                (sumA, sumB, squareA, squareB, product) = (sumA + p, sumB + q, squareA + (p * p), squareB + (q * q), product + (p * q));
            }
        }

        double count = across * down;
        var (meanA, meanB) = (sumA / count, sumB / count);
        var (c1, c2) = (0.01 * 255 * 0.01 * 255, 0.03 * 255 * 0.03 * 255);
        var spread = (squareA / count) - (meanA * meanA) + (squareB / count) - (meanB * meanB);
        return ((2 * meanA * meanB) + c1) * ((2 * ((product / count) - (meanA * meanB))) + c2)
            / (((meanA * meanA) + (meanB * meanB) + c1) * (spread + c2));
    }

    // On white, because the colour of transparent pixels isn't seen.
    private static double[] Brightness(SKBitmap bitmap) => [.. bitmap.Pixels.Select(pixel =>
        (((0.299 * pixel.Red) + (0.587 * pixel.Green) + (0.114 * pixel.Blue)) * pixel.Alpha / 255) + 255 - pixel.Alpha)];
}
