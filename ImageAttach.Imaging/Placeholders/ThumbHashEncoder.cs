using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging.Placeholders;

/// <summary>Encodes the ThumbHash of a small image.</summary>
internal static class ThumbHashEncoder
{
    /// <summary>The longest side of an image that a hash is made of.</summary>
    public const int MaxSide = 100;

    /// <param name="image">Red, green, blue, and perhaps alpha that they are multiplied by.</param>
    public static byte[] Encode(PlanarImage image)
    {
        (int width, int height) = image.Size;
        double[][] channels = Channels(image);
        bool hasAlpha = channels.Length == 4;
        double scale = (double)ThumbHashLayout.LongerCount(hasAlpha) / Math.Max(width, height);
        (int across, int down) = (Math.Max(1, Round(scale * width)), Math.Max(1, Round(scale * height)));
        Channel luma = Measure(channels[0], image.Size, ThumbHashLayout.WithMinThree(across, down));
        Channel yellowBlue = Measure(channels[1], image.Size, ThumbHashLayout.Chroma);
        Channel redGreen = Measure(channels[2], image.Size, ThumbHashLayout.Chroma);

        bool isLandscape = width > height;
        int first = Round(63 * luma.Mean) | Round(31.5 + (31.5 * yellowBlue.Mean)) << 6 | Round(31.5 + (31.5 * redGreen.Mean)) << 12
            | Round(31 * luma.Scale) << 18 | (hasAlpha ? 1 << 23 : 0);
        int second = (isLandscape ? down : across) | Round(63 * yellowBlue.Scale) << 3 | Round(63 * redGreen.Scale) << 9 | (isLandscape ? 1 << 15 : 0);
        List<byte> hash = [(byte)first, (byte)(first >> 8), (byte)(first >> 16), (byte)second, (byte)(second >> 8)];
        List<double> terms = [.. luma.Terms, .. yellowBlue.Terms, .. redGreen.Terms];
        if (hasAlpha)
        {
            Channel alpha = Measure(channels[3], image.Size, ThumbHashLayout.Alpha);
            hash.Add((byte)(Round(15 * alpha.Mean) | Round(15 * alpha.Scale) << 4));
            terms.AddRange(alpha.Terms);
        }

        for (int i = 0; i < terms.Count; i += 2)
            hash.Add((byte)(Round(15 * terms[i]) | (i + 1 < terms.Count ? Round(15 * terms[i + 1]) << 4 : 0)));
        return [.. hash];
    }

    // Luma, yellow against blue, red against green; and alpha where any pixel has some. What is transparent gets the mean color.
    private static double[][] Channels(PlanarImage image)
    {
        int count = image.Planes[0].Pixels.Length;
        byte[]? alphas = image.Kind == PixelKind.Rgba ? image.Planes[3].Pixels : null;
        double opaque = alphas is null ? count : alphas.Sum(alpha => alpha / 255.0);
        double[] means = [.. image.Planes.Take(3).Select(plane => plane.Pixels.Sum(part => part / 255.0) / (opaque > 0 ? opaque : 1))];
        double[][] channels = [.. Enumerable.Range(0, opaque < count ? 4 : 3).Select(_ => new double[count])];
        for (int i = 0; i < count; i++)
        {
            double alpha = alphas is null ? 1 : alphas[i] / 255.0;
            (double r, double g, double b) = (Seen(0), Seen(1), Seen(2));
            (channels[0][i], channels[1][i], channels[2][i]) = ((r + g + b) / 3, ((r + g) / 2) - b, r - g);
            if (channels.Length == 4)
                channels[3][i] = alpha;

            double Seen(int plane) => (means[plane] * (1 - alpha)) + (image.Planes[plane].Pixels[i] / 255.0);
        }

        return channels;
    }

    private static Channel Measure(double[] channel, ImageSize size, CosineBasis basis)
    {
        List<double> found = [];
        for (int down = 0; down < basis.Down; down++)
        {
            double[] vertical = CosineBasis.Sample(down, size.Height);
            for (int across = 0; across < basis.CountAt(down); across++)
                found.Add(Correlate(channel, CosineBasis.Sample(across, size.Width), vertical));
        }

        double scale = found.Skip(1).Max(Math.Abs);
        return new(found[0], scale, [.. found.Skip(1).Select(term => scale > 0 ? 0.5 + (0.5 / scale * term) : term)]);
    }

    private static double Correlate(double[] channel, double[] across, double[] down)
    {
        double sum = 0.0;
        for (int y = 0; y < down.Length; y++)
        {
            Span<double> row = channel.AsSpan(y * across.Length, across.Length);
            for (int x = 0; x < across.Length; x++)
                sum += row[x] * across[x] * down[y];
        }

        return sum / channel.Length;
    }

    // Half a step goes up, as in the format's own code.
    private static int Round(double number) => (int)Math.Floor(number + 0.5);

    /// <summary>A channel as it is written: the constant, the largest term, and all terms relative to that, 0.5 for zero.</summary>
    private readonly record struct Channel(double Mean, double Scale, double[] Terms);
}
