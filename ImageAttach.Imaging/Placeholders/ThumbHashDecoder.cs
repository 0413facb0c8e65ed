using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Placeholders;

/// <summary>Decodes a ThumbHash.</summary>
internal static class ThumbHashDecoder
{
    private const int MaxSide = 32;

    // Terms of chroma lose more by rounding to four bits than those of luma, and are amplified.
    private const double ChromaGain = 1.25;

    /// <summary>The mean of all colors.</summary>
    public static Color AverageOf(ReadOnlySpan<byte> hash)
    {
        (double red, double green, double blue) = ToRgb(LumaOf(hash), YellowBlueOf(hash), RedGreenOf(hash));
        return new(ToByte(red), ToByte(green), ToByte(blue), ThumbHashLayout.Of(hash).HasAlpha ? ToByte(AlphaOf(hash)) : (byte)255);
    }

    /// <summary>The blur.</summary>
    public static PlanarImage Decode(ReadOnlySpan<byte> hash)
    {
        ThumbHashLayout layout = ThumbHashLayout.Of(hash);
        ImageSize size = SizeFor(layout.AspectRatio);
        int at = layout.Start * 2;
        double[] luma = Draw(hash, ref at, layout.Luma, LumaOf(hash), ((hash[2] >> 2) & 31) / 31.0, size);
        double[] yellowBlue = Draw(hash, ref at, ThumbHashLayout.Chroma, YellowBlueOf(hash), ((hash[3] >> 3) | (hash[4] & 1) << 5) / 63.0 * ChromaGain, size);
        double[] redGreen = Draw(hash, ref at, ThumbHashLayout.Chroma, RedGreenOf(hash), ((hash[4] >> 1) & 63) / 63.0 * ChromaGain, size);
        double[]? alpha = layout.HasAlpha ? Draw(hash, ref at, ThumbHashLayout.Alpha, AlphaOf(hash), (hash[5] >> 4) / 15.0, size) : null;

        Plane[] planes = [.. Enumerable.Range(0, alpha is null ? 3 : 4).Select(_ => new Plane(size))];
        for (int i = 0; i < luma.Length; i++)
        {
            (double r, double g, double b) = ToRgb(luma[i], yellowBlue[i], redGreen[i]);
            double opaque = alpha is null ? 1 : Math.Clamp(alpha[i], 0, 1);
            (planes[0].Pixels[i], planes[1].Pixels[i], planes[2].Pixels[i]) = (ToByte(Part(r) * opaque), ToByte(Part(g) * opaque), ToByte(Part(b) * opaque));
            if (alpha is not null)
                planes[3].Pixels[i] = ToByte(opaque);
        }

        return new(alpha is null ? PixelKind.Rgb : PixelKind.Rgba, size, planes);
    }

    private static double LumaOf(ReadOnlySpan<byte> hash) => (hash[0] & 63) / 63.0;

    private static double YellowBlueOf(ReadOnlySpan<byte> hash) => ((hash[0] >> 6 | (hash[1] & 15) << 2) / 31.5) - 1;

    private static double RedGreenOf(ReadOnlySpan<byte> hash) => ((hash[1] >> 4 | (hash[2] & 3) << 4) / 31.5) - 1;

    private static double AlphaOf(ReadOnlySpan<byte> hash) => (hash[5] & 15) / 15.0;

    private static ImageSize SizeFor(double ratio) => ratio > 1
        ? new(MaxSide, (int)Math.Round(MaxSide / ratio))
        : new((int)Math.Round(MaxSide * ratio), MaxSide);

    private static double[] Draw(ReadOnlySpan<byte> hash, ref int at, CosineBasis basis, double mean, double scale, ImageSize size)
    {
        double[] drawn = new double[size.Pixels];
        Array.Fill(drawn, mean);
        for (int down = 0; down < basis.Down; down++)
        {
            double[] vertical = CosineBasis.Sample(down, size.Height);
            for (int across = down == 0 ? 1 : 0; across < basis.CountAt(down); across++, at++)
            {
                double strength = ((((hash[at / 2] >> ((at & 1) * 4)) & 15) / 7.5) - 1) * scale;
                // A cosine's mean square is a half. Terms on both axes should count four times, but the format counts all twice.
                AddTerm(drawn, CosineBasis.Sample(across, size.Width), vertical, strength * 2);
            }
        }

        return drawn;
    }

    private static void AddTerm(double[] drawn, double[] across, double[] down, double strength)
    {
        for (int y = 0; y < down.Length; y++)
        {
            Span<double> row = drawn.AsSpan(y * across.Length, across.Length);
            for (int x = 0; x < across.Length; x++)
                row[x] += across[x] * down[y] * strength;
        }
    }

    private static (double Red, double Green, double Blue) ToRgb(double luma, double yellowBlue, double redness)
    {
        double blue = luma - (2 / 3.0 * yellowBlue);
        double red = ((3 * luma) - blue + redness) / 2;
        return (red, red - redness, blue);
    }

    private static double Part(double part) => Math.Clamp(part, 0, 1);

    private static byte ToByte(double part) => (byte)Math.Round(Part(part) * 255);
}
