using ImageAttach.Imaging;
using ImageAttach.Imaging.Colors;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>CMYK with the profile of a press. The numbers are those of Little CMS 2.14, relative colorimetric, with the same profile.</summary>
internal sealed class CmykProfileTests
{
    private static readonly int[][] Inks =
        [[0, 0, 0, 0], [100, 0, 0, 0], [0, 100, 0, 0], [0, 0, 100, 0], [0, 0, 0, 100], [40, 20, 20, 20], [80, 20, 60, 0], [20, 80, 60, 20], [60, 60, 40, 40]];

    private static readonly int[][] Wide =
        [[255, 255, 255], [0, 150, 214], [251, 72, 155], [255, 233, 0], [38, 38, 38], [151, 151, 150], [117, 148, 111], [182, 87, 64], [103, 77, 78]];

    private static readonly int[][] Narrow =
        [[255, 255, 255], [0, 150, 214], [251, 72, 155], [255, 233, 0], [37, 37, 37], [150, 151, 149], [117, 148, 111], [182, 88, 65], [103, 77, 78]];

    [TestCase(true)]
    [TestCase(false)]
    public void Colors_are_those_of_the_press(bool isWide)
    {
        CmykConverter converter = CmykConverter.TryCreate(PressProfile.Write(isWide), CmykEncoding.Plain)!;
        ImageSize size = new(Inks.Length, 1);
        Plane[] planes = [.. Enumerable.Range(0, 4).Select(ink => new Plane(size, [.. Inks.Select(inks => (byte)Math.Round(inks[ink] * 2.55))]))];

        PlanarImage rgb = converter.ToSrgb(new PlanarImage(PixelKind.Cmyk, size, planes));

        for (int i = 0; i < Inks.Length; i++)
            Assert.That(rgb.Planes.Select(plane => (int)plane.Pixels[i]), Is.EqualTo((isWide ? Wide : Narrow)[i]).Within(1), string.Join(", ", Inks[i]));
    }

    // As Adobe writes them: 0 is all of the ink.
    [TestCase("cmyk.jpg", TestName = "CMYK")]
    [TestCase("ycck.jpg", TestName = "YCCK")]
    public void A_jpeg_is_converted_by_its_profile(string name)
    {
        byte[] plain = Assets.Read(name);
        byte[] file = JpegParts.WithProfile(plain, PressProfile.Write(isWide: true));

        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(file, new ThumbnailSpec(new ImageSize(32, 32), new ThumbnailOptions { Format = ThumbnailFormat.Png })).Content);

        // The picture has four squares: 40 20 20 20, 80 20 60 0, 20 80 60 20 and 60 60 40 40 percent of the inks.
        AssertNear(seen.GetPixel(8, 8), Wide[5]);
        AssertNear(seen.GetPixel(24, 8), Wide[6]);
        AssertNear(seen.GetPixel(8, 24), Wide[7]);
        AssertNear(seen.GetPixel(24, 24), Wide[8]);
    }

    [Test]
    public void A_profile_that_is_broken_leaves_the_colors_to_the_decoder()
    {
        byte[] profile = PressProfile.Write(isWide: false);
        byte[] plain = Assets.Read("cmyk.jpg");

        Assert.That(CmykConverter.TryCreate(profile.AsSpan(0, profile.Length - 1000), CmykEncoding.Inverted), Is.Null);
        Assert.That(Codec.MakeThumbnail(JpegParts.WithProfile(plain, profile[..^1000]), 16, 16).Content, Is.EqualTo(Codec.MakeThumbnail(plain, 16, 16).Content));
    }

    private static void AssertNear(SKColor seen, int[] expected) =>
        Assert.That(new int[] { seen.Red, seen.Green, seen.Blue }, Is.EqualTo(expected).Within(2));
}
