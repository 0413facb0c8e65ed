using ImageAttach.Imaging;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Tests.Imaging.Stages;

/// <summary>Conversions between RGB and YCbCr, and the halving of chroma, against the formulas of JFIF.</summary>
internal sealed class ColorStageTests
{
    private const double Rounding = 0.51;

    private static readonly int[] Levels = [0, 1, 17, 64, 100, 127, 128, 129, 180, 213, 254, 255];

    [Test]
    public void YCbCr_becomes_RGB()
    {
        (ImageSize size, Plane[] from) = AllColors();
        IReadOnlyList<Plane> to = ColorConversion.ToRgb(new PlanarImage(PixelKind.YCbCr, size, from)).Planes;

        for (int i = 0; i < size.Pixels; i++)
        {
            (double y, double cb, double cr) = (from[0].Pixels[i], from[1].Pixels[i] - 128.0, from[2].Pixels[i] - 128.0);
            AssertNear(to[0].Pixels[i], y + (1.402 * cr));
            AssertNear(to[1].Pixels[i], y - (0.344136 * cb) - (0.714136 * cr));
            AssertNear(to[2].Pixels[i], y + (1.772 * cb));
        }
    }

    [Test]
    public void RGB_becomes_YCbCr()
    {
        (ImageSize size, Plane[] from) = AllColors();
        IReadOnlyList<Plane> to = ColorConversion.ToYCbCr(new PlanarImage(PixelKind.Rgb, size, from), subsamples: false).Planes;

        for (int i = 0; i < size.Pixels; i++)
        {
            (double r, double g, double b) = (from[0].Pixels[i], from[1].Pixels[i], from[2].Pixels[i]);
            AssertNear(to[0].Pixels[i], (0.299 * r) + (0.587 * g) + (0.114 * b));
            AssertNear(to[1].Pixels[i], 128 - (0.168736 * r) - (0.331264 * g) + (0.5 * b));
            AssertNear(to[2].Pixels[i], 128 + (0.5 * r) - (0.418688 * g) - (0.081312 * b));
        }
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(7, 5)]
    [TestCase(16, 9)]
    public void Halved_chroma_is_the_mean_of_the_pixels_it_covers(int width, int height)
    {
        Random random = new(width);
        Plane[] rgb = [.. Enumerable.Range(0, 3).Select(_ => new Plane(new(width, height)))];
        foreach (Plane plane in rgb)
            random.NextBytes(plane.Pixels);
        PlanarImage image = new(PixelKind.Rgb, new(width, height), rgb);
        IReadOnlyList<Plane> whole = ColorConversion.ToYCbCr(image, subsamples: false).Planes, halved = ColorConversion.ToYCbCr(image, subsamples: true).Planes;

        Assert.That(halved[0].Pixels, Is.EqualTo(whole[0].Pixels));
        Assert.That(halved[1].Size, Is.EqualTo(new ImageSize((width + 1) / 2, (height + 1) / 2)));
        for (int plane = 1; plane < 3; plane++)
        {
            for (int i = 0; i < halved[plane].Pixels.Length; i++)
                AssertNear(halved[plane].Pixels[i], MeanOf(whole[plane], 2 * (i % halved[plane].Size.Width), 2 * (i / halved[plane].Size.Width)));
        }
    }

    [Test]
    public void Chroma_at_half_the_resolution_is_centered_between_its_pixels()
    {
        // A ramp keeps its place when it is enlarged, but for the ends.
        Plane half = new(new(16, 1), [.. Enumerable.Range(0, 16).Select(x => (byte)(x * 8))]);
        Resampler resampler = new(16, 1, new Axis(0, 0.5, 32), new Axis(0, 1, 1), ResamplingFilter.Triangle);
        resampler.AddRow(half.Pixels);

        for (int x = 2; x < 30; x++)
            AssertNear(resampler.Result.Pixels[x], (((x + 0.5) / 2) - 0.5) * 8);
    }

    private static double MeanOf(Plane plane, int left, int top)
    {
        int right = Math.Min(left + 1, plane.Size.Width - 1), bottom = Math.Min(top + 1, plane.Size.Height - 1);
        return (plane.Row(top)[left] + plane.Row(top)[right] + plane.Row(bottom)[left] + plane.Row(bottom)[right]) / 4.0;
    }

    private static (ImageSize Size, Plane[] Planes) AllColors()
    {
        int count = Levels.Length;
        ImageSize size = new(count * count * count, 1);
        Plane[] planes = [new(size), new(size), new(size)];
        for (int i = 0; i < size.Width; i++)
            (planes[0].Pixels[i], planes[1].Pixels[i], planes[2].Pixels[i]) = ((byte)Levels[i % count], (byte)Levels[i / count % count], (byte)Levels[i / (count * count)]);
        return (size, planes);
    }

    private static void AssertNear(byte seen, double exact) => Assert.That((double)seen, Is.EqualTo(Math.Clamp(exact, 0, 255)).Within(Rounding));
}
