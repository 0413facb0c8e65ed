using ImageAttach.Imaging.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class ThumbnailTests
{
    [TestCase(MediaType.Jpeg, 3000, 10, 150, 1)]
    [TestCase(MediaType.Jpeg, 10, 3000, 1, 150)]
    [TestCase(MediaType.Png, 3000, 10, 150, 1)]
    [TestCase(MediaType.WebP, 3000, 10, 150, 1)]
    [TestCase(MediaType.Gif, 300, 10, 15, 1)]
    [TestCase(MediaType.Bmp, 3000, 10, 150, 1)]
    [TestCase(MediaType.Jpeg, 1, 1, 1, 1)]
    [TestCase(MediaType.Jpeg, 1, 1, 40, 30)]
    [TestCase(MediaType.Png, 17, 9, 170, 90)]
    [TestCase(MediaType.Jpeg, 333, 211, 332, 210)]
    public void TH_12_The_thumbnail_has_exactly_the_size_asked_for(string mimeType, int width, int height, int toWidth, int toHeight)
    {
        var thumbnail = Codec.MakeThumbnail(Pictures.Of(mimeType, width, height), toWidth, toHeight);

        Assert.That(Codec.ReadHeader(thumbnail.Content).Size, Is.EqualTo(new ImageSize(toWidth, toHeight)));
    }

    [TestCase(MediaType.Jpeg, MediaType.Jpeg)]
    [TestCase(MediaType.Png, MediaType.Png)]
    [TestCase(MediaType.WebP, MediaType.WebP)]
    [TestCase(MediaType.Gif, MediaType.Png)]
    [TestCase(MediaType.Bmp, MediaType.Png)]
    public void TH_15_The_format_is_kept_except_that_gif_and_bmp_become_png(string mimeType, string expected)
    {
        var thumbnail = Codec.MakeThumbnail(Pictures.Of(mimeType, 60, 40), 30, 20);

        Assert.Multiple(() =>
        {
            Assert.That(thumbnail.MimeType, Is.EqualTo(expected));
            Assert.That(Codec.ReadHeader(thumbnail.Content).MimeType, Is.EqualTo(expected));
        });
    }

    [Test]
    public void TH_16_An_animated_gif_gives_its_first_frame() =>
        AssertFirstFrame(Pictures.Gif(60, 40, seed: 5, frames: 3), Pictures.Gif(60, 40, seed: 5), tolerance: 0);

    [Test]
    public void TH_16_An_animated_webp_gives_its_first_frame() =>
        AssertFirstFrame(WebPParts.Animation(Pictures.WebP(60, 40, 5), 60, 40, frames: 3), Pictures.WebP(60, 40, 5), tolerance: 12);

    [Test]
    public void TH_18_metadata_and_profile_are_gone_and_colours_converted()
    {
        using var wideGamut = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var bitmap = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Opaque, wideGamut));
        bitmap.Erase(new SKColor(200, 100, 50));
        var original = JpegParts.WithExif(Pictures.Encode(bitmap, SKEncodedImageFormat.Jpeg, 95), Exif.WithOrientation(1));
        // Skia converts the sRGB colour that it fills with, so the numbers stored are those of the wide gamut.
        var stored = bitmap.GetPixelSpan()[0];

        var thumbnail = Codec.MakeThumbnail(original, 16, 16).Content;

        using var seen = Codec.Decode(thumbnail);
        Assert.Multiple(() =>
        {
            Assert.That(original.AsSpan().IndexOf("ICC_PROFILE"u8), Is.Positive, "The original has a profile.");
            Assert.That(thumbnail.AsSpan().IndexOf("ICC_PROFILE"u8), Is.Negative);
            Assert.That(thumbnail.AsSpan().IndexOf("Exif"u8), Is.Negative);
            Assert.That((int)stored, Is.LessThan(190));
            Assert.That((int)seen.GetPixel(8, 8).Red, Is.InRange(197, 203));
        });
    }

    [TestCase(MediaType.Png, "eXIf")]
    [TestCase(MediaType.WebP, "EXIF")]
    public void TH_18_metadata_of_other_formats_is_gone(string mimeType, string chunk)
    {
        var original = mimeType == MediaType.Png ? Pictures.Png(40, 30, orientation: 3) : Pictures.WebP(40, 30, orientation: 3);
        var name = System.Text.Encoding.ASCII.GetBytes(chunk);

        var thumbnail = Codec.MakeThumbnail(original, 20, 15).Content;

        Assert.Multiple(() =>
        {
            Assert.That(original.AsSpan().IndexOf(name), Is.Positive);
            Assert.That(thumbnail.AsSpan().IndexOf(name), Is.Negative);
            Assert.That(thumbnail.AsSpan().IndexOf("iCCP"u8), Is.Negative);
            Assert.That(thumbnail.AsSpan().IndexOf("ICCP"u8), Is.Negative);
        });
    }

    [Test]
    public void Transparency_stays_and_does_not_darken_what_is_beside_it()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(80, 80, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.Transparent);
        for (var y = 0; y < 80; y++)
        {
            for (var x = 0; x < 37; x++)
                bitmap.SetPixel(x, y, new SKColor(255, 200, 0));
        }

        using var seen = Codec.Decode(Codec.MakeThumbnail(Pictures.Encode(bitmap, SKEncodedImageFormat.Png, 100), 20, 20).Content);

        Assert.Multiple(() =>
        {
            Assert.That(seen.GetPixel(2, 10), Is.EqualTo(new SKColor(255, 200, 0)));
            Assert.That(seen.GetPixel(17, 10).Alpha, Is.Zero);
            Assert.That((int)seen.GetPixel(9, 10).Alpha, Is.InRange(20, 110));
        });
    }

    [Test]
    public void A_png_whose_pixels_are_cut_out_is_refused_although_its_chunks_are_whole()
    {
        var png = Pictures.Png(200, 150);
        var data = png.AsSpan().IndexOf("IDAT"u8);
        byte[] broken = [.. png.AsSpan(0, data - 4), .. PngParts.Chunk("IDAT"u8, png[(data + 4)..(data + 2000)]), .. PngParts.Chunk("IEND"u8, [])];

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(broken), Throws.Nothing);
            Assert.That(() => Codec.MakeThumbnail(broken, 20, 15), Throws.TypeOf<ImageFormatException>());
        });
    }

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void A_file_cut_short_gives_no_thumbnail(string mimeType) =>
        Assert.Throws<ImageFormatException>(() => Codec.MakeThumbnail(Pictures.Of(mimeType, 60, 40)[..^1], 30, 20));

    [Test]
    public void An_empty_file_gives_no_thumbnail() => Assert.Throws<ImageFormatException>(() => Codec.MakeThumbnail([], 30, 20));

    [TestCase(MediaType.Jpeg, 65_536)]
    [TestCase(MediaType.WebP, 16_384)]
    public void A_side_that_the_format_cannot_have_is_refused(string mimeType, int side) =>
        Assert.Throws<ImageLimitException>(() => Codec.MakeThumbnail(Pictures.Of(mimeType, 8, 8), side, 1));

    [Test]
    public void Size_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.MakeThumbnail(Pictures.Jpeg(8, 8), 0, 1));

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void Cancelling_stops_the_work(string mimeType) =>
        Assert.Throws<OperationCanceledException>(() => SkiaCodec.Instance.MakeThumbnail(
            Pictures.Of(mimeType, 60, 40), new ImageSize(30, 20), new CancellationToken(canceled: true)));

    private static void AssertFirstFrame(byte[] animation, byte[] still, int tolerance)
    {
        using var first = Codec.Decode(Codec.MakeThumbnail(still, 30, 20).Content);
        using var seen = Codec.Decode(Codec.MakeThumbnail(animation, 30, 20).Content);

        Assert.That(seen.Bytes.Zip(first.Bytes, (a, b) => Math.Abs(a - b)).Average(), Is.LessThanOrEqualTo(tolerance));
    }
}
