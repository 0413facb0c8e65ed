using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Placeholders;

/// <summary>Draws a ThumbHash.</summary>
internal static class HashDecoder
{
    private const int LongestSide = 32;

    // Waves of colour lose more by rounding to four bits than those of brightness, and are drawn stronger.
    private const double ColourGain = 1.25;

    /// <summary>The mean of all colours.</summary>
    public static Colour AverageOf(ReadOnlySpan<byte> hash)
    {
        (double red, double green, double blue) = ToRgb(BrightnessOf(hash), YellowOf(hash), RedOf(hash));
        return new(ToByte(red), ToByte(green), ToByte(blue), HashLayout.Of(hash).HasAlpha ? ToByte(AlphaOf(hash)) : (byte)255);
    }

    /// <summary>The blur.</summary>
    public static Picture Decode(ReadOnlySpan<byte> hash)
    {
        HashLayout layout = HashLayout.Of(hash);
        ImageSize size = SizeFor(layout.AspectRatio);
        int at = layout.Start * 2;
        double[] brightness = Draw(hash, ref at, layout.Brightness, BrightnessOf(hash), ((hash[2] >> 2) & 31) / 31.0, size);
        double[] yellow = Draw(hash, ref at, HashLayout.Colour, YellowOf(hash), ((hash[3] >> 3) | (hash[4] & 1) << 5) / 63.0 * ColourGain, size);
        double[] red = Draw(hash, ref at, HashLayout.Colour, RedOf(hash), ((hash[4] >> 1) & 63) / 63.0 * ColourGain, size);
        double[]? alpha = layout.HasAlpha ? Draw(hash, ref at, HashLayout.Alpha, AlphaOf(hash), (hash[5] >> 4) / 15.0, size) : null;

        Plane[] planes = [.. Enumerable.Range(0, alpha is null ? 3 : 4).Select(_ => new Plane(size))];
        for (int i = 0; i < brightness.Length; i++)
        {
            (double r, double g, double b) = ToRgb(brightness[i], yellow[i], red[i]);
            double opaque = alpha is null ? 1 : Math.Clamp(alpha[i], 0, 1);
            (planes[0].Pixels[i], planes[1].Pixels[i], planes[2].Pixels[i]) = (ToByte(Part(r) * opaque), ToByte(Part(g) * opaque), ToByte(Part(b) * opaque));
            if (alpha is not null)
                planes[3].Pixels[i] = ToByte(opaque);
        }

        return new(alpha is null ? PixelKind.Rgb : PixelKind.Rgba, size, planes);
    }

    private static double BrightnessOf(ReadOnlySpan<byte> hash) => (hash[0] & 63) / 63.0;

    private static double YellowOf(ReadOnlySpan<byte> hash) => ((hash[0] >> 6 | (hash[1] & 15) << 2) / 31.5) - 1;

    private static double RedOf(ReadOnlySpan<byte> hash) => ((hash[1] >> 4 | (hash[2] & 3) << 4) / 31.5) - 1;

    private static double AlphaOf(ReadOnlySpan<byte> hash) => (hash[5] & 15) / 15.0;

    private static ImageSize SizeFor(double ratio) => ratio > 1
        ? new(LongestSide, (int)Math.Round(LongestSide / ratio))
        : new((int)Math.Round(LongestSide * ratio), LongestSide);

    private static double[] Draw(ReadOnlySpan<byte> hash, ref int at, Waves waves, double mean, double scale, ImageSize size)
    {
        double[] drawn = new double[size.Pixels];
        Array.Fill(drawn, mean);
        for (int down = 0; down < waves.Down; down++)
        {
            double[] heights = Waves.Heights(down, size.Height);
            for (int across = down == 0 ? 1 : 0; across < waves.AcrossAt(down); across++, at++)
            {
                double strength = ((((hash[at / 2] >> ((at & 1) * 4)) & 15) / 7.5) - 1) * scale;
                // A cosine's mean square is a half. Those on both axes would count four times, but the format says twice for all.
                AddWave(drawn, Waves.Heights(across, size.Width), heights, strength * 2);
            }
        }

        return drawn;
    }

    private static void AddWave(double[] drawn, double[] across, double[] down, double strength)
    {
        for (int y = 0; y < down.Length; y++)
        {
            Span<double> row = drawn.AsSpan(y * across.Length, across.Length);
            for (int x = 0; x < across.Length; x++)
                row[x] += across[x] * down[y] * strength;
        }
    }

    private static (double Red, double Green, double Blue) ToRgb(double brightness, double yellow, double redness)
    {
        double blue = brightness - (2 / 3.0 * yellow);
        double red = ((3 * brightness) - blue + redness) / 2;
        return (red, red - redness, blue);
    }

    private static double Part(double part) => Math.Clamp(part, 0, 1);

    private static byte ToByte(double part) => (byte)Math.Round(Part(part) * 255);
}
