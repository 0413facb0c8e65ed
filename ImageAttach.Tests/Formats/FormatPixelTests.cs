using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Formats;

/// <summary>Sizes and pixels are those that viewers show.</summary>
internal sealed class FormatPixelTests : FormatTests
{
    private const string Red = "C81E1E", Blue = "1E64C8", Green = "1EA03C", White = "FFFFFF";

    [TestCase("quadrants.heic", 64, 48, Red, Blue, Green, White)]
    [TestCase("quadrants.avif", 64, 48, Red, Blue, Green, White)]
    [TestCase("quadrants.jxl", 64, 48, Red, Blue, Green, White)]
    [TestCase("orientation-1.tif", 64, 48, Red, Blue, Green, White)]
    public void An_image_has_its_size_and_colors(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    [TestCase("irot-1.heic", 48, 64, Blue, White, Red, Green)]
    [TestCase("irot-1.avif", 48, 64, Blue, White, Red, Green)]
    [TestCase("irot-3.avif", 48, 64, Green, Red, White, Blue)]
    [TestCase("imir-1.avif", 64, 48, Blue, Red, White, Green)]
    [TestCase("jpeg-orientation-6.jxl", 48, 64, Green, Red, White, Blue)]
    [TestCase("orientation-3.tif", 64, 48, White, Green, Blue, Red)]
    [TestCase("orientation-6.tif", 48, 64, Green, Red, White, Blue)]
    [TestCase("orientation-8.tif", 48, 64, Blue, White, Red, Green)]
    public void An_image_is_upright(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    // ISO/IEC 23008-12: rotation is a property of the image; EXIF says nothing about how to show it.
    [TestCase("exif-6.heic", 64, 48, Red, Blue, Green, White)]
    public void The_orientation_in_the_exif_of_a_heic_file_is_ignored(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    [TestCase("clap.avif", 32, 24, Red, Blue, Green, White)]
    public void A_crop_is_applied(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    [TestCase("grid.avif", 128, 128, Red, Blue, Green, White)]
    [TestCase("tiled.tif", 64, 48, Red, Blue, Green, White)]
    public void Tiles_are_put_together(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    [TestCase("pages.tif", 64, 48, Red, Blue, Green, White)]
    public void Of_several_pages_the_first_is_shown(string file, int width, int height, params string[] colors) => AssertShows(file, width, height, colors);

    [TestCase("depth-16.tif", Red, Blue, Green, White)]
    [TestCase("big-endian.tif", Red, Blue, Green, White)]
    [TestCase("cmyk.tif", Red, Blue, Green, White)]
    [TestCase("gray.tif", "424242", "5C5C5C", "7D7D7D", White)]
    public void All_usual_kinds_of_tiff_are_read(string file, params string[] colors) => AssertShows(file, 64, 48, colors);

    // Expected: what Little CMS makes of the same profile.
    [TestCase("display-p3.heic", "C31E20", "4461C9", "00A13B", White)]
    [TestCase("display-p3-icc.avif", "C31E20", "4461C9", "00A13B", White)]
    [TestCase("nclx-p3.avif", "DA0006", "0066CF", "00A329", White)]
    public void Colors_are_converted_to_srgb(string file, params string[] colors) => AssertShows(file, 64, 48, colors);

    [Test]
    public void High_dynamic_range_becomes_what_screens_show()
    {
        // 10,000 cd/m² are white, and the signal for 203 cd/m² would be half of the light.
        DecodedImage decoded = Decode("nclx-pq.avif");
        Assert.That(ColorAt(decoded, 3), Is.EqualTo(White));
        Assert.That(ColorAt(decoded, 2), Does.Match("^00[D-F].00$"), "green of BT.2020 is outside of sRGB");
    }

    [TestCase("alpha.heic")]
    [TestCase("alpha.avif")]
    [TestCase("alpha.jxl")]
    [TestCase("alpha.tif")]
    public void What_is_transparent_stays_so(string file)
    {
        DecodedImage decoded = Decode(file);
        Assert.That(decoded.IsOpaque, Is.False);
        AssertAlike(decoded, "640F0F", "0F3264", "0F501E", "808080");
        Assert.That(decoded.Pixels.Span[3], Is.EqualTo(128));
    }

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void A_photograph_looks_like_itself_in_every_format(string mimeType)
    {
        ReadOnlySpan<byte> expected = ImageAttachSettings.Current.Engine.Decode(FormatFile.Read("photo.png"), 1000).Pixels.Span;
        ReadOnlySpan<byte> decoded = ImageAttachSettings.Current.Engine.Decode(FormatFile.Photo(mimeType), 1000).Pixels.Span;
        Assert.That(decoded.Length, Is.EqualTo(expected.Length));
        long difference = 0;
        for (int i = 0; i < decoded.Length; i++)
            difference += Math.Abs(decoded[i] - expected[i]);
        Assert.That(difference / (double)decoded.Length, Is.LessThan(4));
    }

    [TestCase(MediaType.Heic, MediaType.Jpeg)]
    [TestCase(MediaType.Avif, MediaType.WebP)]
    [TestCase(MediaType.JpegXl, MediaType.WebP)]
    [TestCase(MediaType.Tiff, MediaType.Png)]
    public void Thumbnails_have_a_format_that_browsers_show(string mimeType, string thumbnailType)
    {
        EncodedImage thumbnail = Codec.MakeThumbnail(FormatFile.Photo(mimeType), 100, 67);
        Assert.That(thumbnail.MimeType, Is.EqualTo(thumbnailType));
        Assert.That(Codec.ReadHeader(thumbnail.Content), Is.EqualTo(new ImageHeader(thumbnailType, new ImageSize(100, 67))));
    }

    private static DecodedImage Decode(string file) => ImageAttachSettings.Current.Engine.Decode(FormatFile.Read(file), maxSide: 1000);

    private static void AssertShows(string file, int width, int height, string[] colors)
    {
        Assert.That(Codec.ReadHeader(FormatFile.Read(file)).Size, Is.EqualTo(new ImageSize(width, height)));
        DecodedImage decoded = Decode(file);
        Assert.That(decoded.Size, Is.EqualTo(new ImageSize(width, height)));
        AssertAlike(decoded, colors);
    }

    private static void AssertAlike(DecodedImage decoded, params string[] colors) => Assert.Multiple(() =>
    {
        for (int i = 0; i < colors.Length; i++)
            AssertAlike(ColorAt(decoded, i), colors[i]);
    });

    private static void AssertAlike(string color, string expected) => Assert.That(
        Convert.FromHexString(color).Zip(Convert.FromHexString(expected), (one, other) => Math.Abs(one - other)).Max(),
        Is.LessThanOrEqualTo(3),
        $"{color} for {expected}");

    // In the middle of the quadrants: upper left, upper right, lower left, lower right.
    private static string ColorAt(DecodedImage decoded, int quadrant)
    {
        (int width, int height) = decoded.Size;
        int x = (width / 4) + (quadrant % 2 * width / 2), y = (height / 4) + (quadrant / 2 * height / 2);
        return Convert.ToHexString(decoded.Pixels.Span.Slice(((y * width) + x) * 4, 3));
    }
}
