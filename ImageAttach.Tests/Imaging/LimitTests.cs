namespace ImageAttach.Tests.Imaging;

internal sealed class LimitTests
{
    [Test]
    public void ATT_17_A_small_png_of_300_megapixels_is_refused_before_decoding()
    {
        var bomb = PngParts.Black(20_000, 15_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<ImageLimitException>(() => Codec.ReadHeader(bomb));

        Assert.Multiple(() =>
        {
            Assert.That(bomb, Has.Length.LessThan(64 * 1024));
            Assert.That(refusal.Message, Does.Contain("20000×15000").And.Contain("250,000,000").And.Contain("ImageLimits.MaxPixels"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        });
    }

    [Test]
    public void ATT_17_A_thumbnail_of_gigapixels_is_never_begun() =>
        Assert.Throws<ImageLimitException>(() => Codec.MakeThumbnail(PngParts.Black(40_000, 20_000), 100, 50));

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void ATT_17_The_pixel_limit_holds_for_every_type(string mimeType)
    {
        var file = Pictures.Of(mimeType, 30, 20);

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(file, new ImageLimits { MaxPixels = 599 }), Throws.TypeOf<ImageLimitException>());
            Assert.That(() => Codec.ReadHeader(file, new ImageLimits { MaxPixels = 600 }), Throws.Nothing);
        });
    }

    [Test]
    public void A_file_of_too_many_bytes_is_refused()
    {
        var file = Pictures.Jpeg(30, 20);

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(file, new ImageLimits { MaxBytes = file.Length }), Throws.Nothing);
            Assert.That(
                () => Codec.ReadHeader(file, new ImageLimits { MaxBytes = file.Length - 1 }),
                Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxBytes"));
        });
    }

    [Test]
    public void A_gif_of_too_many_frames_is_refused() => AssertFrames(Pictures.Gif(12, 8, frames: 4));

    [Test]
    public void A_webp_of_too_many_frames_is_refused() =>
        AssertFrames(WebPParts.Animation(Pictures.WebP(12, 8), 12, 8, frames: 4));

    [Test]
    public void A_jpeg_of_too_many_scans_is_refused()
    {
        var scan = JpegParts.Segment(0xDA, [1, 1, 0x00, 0, 63, 0]);
        byte[] file = [.. Pictures.Jpeg(8, 8)[..^2], .. Enumerable.Repeat(scan, 200).SelectMany(s => s), 0xFF, 0xD9];

        Assert.That(() => Codec.ReadHeader(file), Throws.TypeOf<ImageFormatException>().With.Message.Contains("scans"));
    }

    [Test]
    public void A_type_that_is_not_allowed_is_refused_and_the_option_named()
    {
        var limits = new ImageLimits { AllowedTypes = new HashSet<string> { MediaType.Png } };

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(Pictures.Png(9, 9), limits), Throws.Nothing);
            Assert.That(
                () => Codec.ReadHeader(Pictures.Gif(9, 9), limits),
                Throws.TypeOf<ImageFormatException>().With.Message.Contains("image/gif").And.Message.Contains("ImageLimits.AllowedTypes"));
        });
    }

    private static void AssertFrames(byte[] fourFrames) => Assert.Multiple(() =>
    {
        Assert.That(() => Codec.ReadHeader(fourFrames, new ImageLimits { MaxFrames = 4 }), Throws.Nothing);
        Assert.That(
            () => Codec.ReadHeader(fourFrames, new ImageLimits { MaxFrames = 3 }),
            Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxFrames"));
    });
}
