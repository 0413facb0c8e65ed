using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging.Placeholders;

/// <summary>Makes the ThumbHash of a small picture.</summary>
internal static class HashEncoder
{
    /// <summary>The longest side of a picture that a hash is made of.</summary>
    public const int LongestSide = 100;

    /// <param name="picture">Red, green, blue, and perhaps alpha that they are multiplied by.</param>
    public static byte[] Encode(Picture picture)
    {
        (int width, int height) = picture.Size;
        double[][] channels = Channels(picture);
        bool hasAlpha = channels.Length == 4;
        double most = (double)HashLayout.Longer(hasAlpha) / Math.Max(width, height);
        (int across, int down) = (Math.Max(1, Round(most * width)), Math.Max(1, Round(most * height)));
        Channel brightness = Measure(channels[0], picture.Size, HashLayout.AtLeastThree(across, down));
        Channel yellow = Measure(channels[1], picture.Size, HashLayout.Colour);
        Channel red = Measure(channels[2], picture.Size, HashLayout.Colour);

        bool isLandscape = width > height;
        int first = Round(63 * brightness.Mean) | Round(31.5 + (31.5 * yellow.Mean)) << 6 | Round(31.5 + (31.5 * red.Mean)) << 12
            | Round(31 * brightness.Scale) << 18 | (hasAlpha ? 1 << 23 : 0);
        int second = (isLandscape ? down : across) | Round(63 * yellow.Scale) << 3 | Round(63 * red.Scale) << 9 | (isLandscape ? 1 << 15 : 0);
        List<byte> hash = [(byte)first, (byte)(first >> 8), (byte)(first >> 16), (byte)second, (byte)(second >> 8)];
        List<double> waves = [.. brightness.Waves, .. yellow.Waves, .. red.Waves];
        if (hasAlpha)
        {
            Channel alpha = Measure(channels[3], picture.Size, HashLayout.Alpha);
            hash.Add((byte)(Round(15 * alpha.Mean) | Round(15 * alpha.Scale) << 4));
            waves.AddRange(alpha.Waves);
        }

        for (int i = 0; i < waves.Count; i += 2)
            hash.Add((byte)(Round(15 * waves[i]) | (i + 1 < waves.Count ? Round(15 * waves[i + 1]) << 4 : 0)));
        return [.. hash];
    }

    // Brightness, yellow against blue, red against green; and alpha where any pixel has some. What is transparent gets the mean colour.
    private static double[][] Channels(Picture picture)
    {
        int count = picture.Planes[0].Pixels.Length;
        byte[]? alphas = picture.Kind == PixelKind.Rgba ? picture.Planes[3].Pixels : null;
        double opaque = alphas is null ? count : alphas.Sum(alpha => alpha / 255.0);
        double[] means = [.. picture.Planes.Take(3).Select(plane => plane.Pixels.Sum(part => part / 255.0) / (opaque > 0 ? opaque : 1))];
        double[][] channels = [.. Enumerable.Range(0, opaque < count ? 4 : 3).Select(_ => new double[count])];
        for (int i = 0; i < count; i++)
        {
            double alpha = alphas is null ? 1 : alphas[i] / 255.0;
            (double r, double g, double b) = (Seen(0), Seen(1), Seen(2));
            (channels[0][i], channels[1][i], channels[2][i]) = ((r + g + b) / 3, ((r + g) / 2) - b, r - g);
            if (channels.Length == 4)
                channels[3][i] = alpha;

            double Seen(int plane) => (means[plane] * (1 - alpha)) + (picture.Planes[plane].Pixels[i] / 255.0);
        }

        return channels;
    }

    private static Channel Measure(double[] channel, ImageSize size, Waves waves)
    {
        List<double> found = [];
        for (int down = 0; down < waves.Down; down++)
        {
            double[] heights = Waves.Heights(down, size.Height);
            for (int across = 0; across < waves.AcrossAt(down); across++)
                found.Add(Correlate(channel, Waves.Heights(across, size.Width), heights));
        }

        double scale = found.Skip(1).Max(Math.Abs);
        return new(found[0], scale, [.. found.Skip(1).Select(wave => scale > 0 ? 0.5 + (0.5 / scale * wave) : wave)]);
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

    /// <summary>A channel as it is written: the constant, the largest wave, and all waves as parts of that, 0.5 for none.</summary>
    private readonly record struct Channel(double Mean, double Scale, double[] Waves);
}
