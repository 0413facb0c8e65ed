using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class ThumbnailColourTests
{
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

    [TestCase(MediaType.Jpeg)]
    [TestCase(MediaType.Png)]
    public void A_profile_that_is_none_is_as_good_as_no_profile(string mimeType)
    {
        var plain = Pictures.Of(mimeType, 80, 60);
        byte[] nonsense = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
        var original = mimeType == MediaType.Jpeg ? JpegParts.WithProfile(plain, nonsense) : PngParts.WithProfile(plain, nonsense);

        using var seen = Codec.Decode(Codec.MakeThumbnail(original, 40, 30).Content);
        using var wanted = Codec.Decode(Codec.MakeThumbnail(plain, 40, 30).Content);

        Assert.That(Ssim.Of(seen, wanted), Is.GreaterThan(0.98));
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
    public void A_jpeg_without_colour_keeps_its_greys()
    {
        using var grey = new SKBitmap(new SKImageInfo(64, 48, SKColorType.Gray8, SKAlphaType.Opaque));
        grey.Erase(new SKColor(90, 90, 90));

        using var seen = Codec.Decode(Codec.MakeThumbnail(Pictures.Encode(grey, SKEncodedImageFormat.Jpeg, 95), 16, 12).Content);

        Assert.That(seen.Pixels.All(p => p.Red == p.Blue && p.Red == p.Green && Math.Abs(p.Red - 90) <= 2));
    }
}
