using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Files of which a part is missing.</summary>
internal sealed class DamagedImageTests
{
    private static readonly ImageLimits Lenient = new() { AllowDamaged = true };

    private static readonly ThumbnailSpec OwnSize = new(new ImageSize(96, 120), new ThumbnailOptions { Format = ThumbnailFormat.Png });

    public static IEnumerable<TestCaseData> Files
    {
        get
        {
            yield return Case("JPEG", Pictures.Jpeg(96, 120));
            yield return Case("PNG", Pictures.Png(96, 120));
            yield return Case("WebP", Pictures.WebP(96, 120));
            yield return Case("GIF", Pictures.Gif(96, 120));
        }
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_that_is_cut_is_refused_unless_damage_is_allowed(byte[] whole)
    {
        byte[] cut = whole[..(whole.Length * 6 / 10)];

        Assert.That(
            () => Codec.ReadHeader(cut), Throws.TypeOf<ImageFormatException>().With.Message.Contains("cut short").And.Message.Contains("ImageLimits.AllowDamaged"));
        Assert.That(Codec.ReadHeader(cut, Lenient), Is.EqualTo(Codec.ReadHeader(whole) with { IsDamaged = true }));
        Assert.That(Codec.ReadHeader(whole, Lenient).IsDamaged, Is.False);
    }

    [TestCaseSource(nameof(Files))]
    public void What_is_there_is_shown_and_the_rest_is_gray(byte[] whole)
    {
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(whole[..(whole.Length * 6 / 10)], OwnSize).Content);
        using SKBitmap expected = Codec.Decode(Codec.MakeThumbnail(whole, OwnSize).Content);

        Assert.That(seen.GetPixel(40, 20).ToString(), Is.EqualTo(expected.GetPixel(40, 20).ToString()));
        Assert.That(seen.GetPixel(40, 110), Is.EqualTo(new SKColor(128, 128, 128)));
    }

    [Test]
    public void A_bitmap_that_is_cut_lacks_its_upper_part()
    {
        byte[] cut = Pictures.Bmp(96, 120)[..20_000];
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(cut, OwnSize).Content);
        using SKBitmap expected = Codec.Decode(Pictures.Bmp(96, 120));

        Assert.That(() => Codec.ReadHeader(cut), Throws.TypeOf<ImageFormatException>());
        Assert.That(Codec.ReadHeader(cut, Lenient).IsDamaged, Is.True);
        Assert.That((seen.GetPixel(40, 10), seen.GetPixel(40, 110)), Is.EqualTo((new SKColor(128, 128, 128), expected.GetPixel(40, 110))));
    }

    [Test]
    public void A_progressive_jpeg_without_its_last_scans_is_damaged()
    {
        byte[] whole = Assets.Read("progressive.jpg");
        byte[] cut = whole[..whole.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA])];

        Assert.That(() => Codec.ReadHeader(cut), Throws.TypeOf<ImageFormatException>());
        Assert.That(Codec.ReadHeader(cut, Lenient).IsDamaged, Is.True);
        Assert.That(Codec.MakeThumbnail(cut, 35, 27).Content, Is.Not.Empty);
    }

    [Test]
    public void An_animation_whose_last_frame_is_cut_is_damaged()
    {
        byte[] whole = Pictures.Gif(40, 30, frames: 3);

        Assert.That(() => Codec.ReadHeader(whole[..^300]), Throws.TypeOf<ImageFormatException>());
        Assert.That(Codec.ReadHeader(whole[..^300], Lenient).IsDamaged, Is.True);
        ThumbnailSpec moving = new(new ImageSize(20, 15), new ThumbnailOptions { Format = ThumbnailFormat.AnimatedWebP });
        using SKCodec codec = SKCodec.Create(new MemoryStream(Codec.MakeThumbnail(whole[..^300], moving).Content));
        Assert.That(codec.FrameCount, Is.EqualTo(3));
    }

    // Nothing is missing by its structure, but there are too few pixels.
    [Test]
    public void Damage_inside_a_file_shows_in_thumbnails_where_it_is_allowed()
    {
        byte[] broken = PngParts.WithPixelsCutOut(Pictures.Png(200, 150));
        ImagingEngine lenient = new(new ImagingOptions { Limits = Lenient });

        Assert.That(() => Codec.MakeThumbnail(broken, 100, 75), Throws.TypeOf<ImageFormatException>());
        using SKBitmap seen = Codec.Decode(lenient.MakeThumbnails(broken, [new ThumbnailSpec(new ImageSize(100, 75))])[0].Content);
        Assert.That(seen.GetPixel(50, 70), Is.EqualTo(new SKColor(128, 128, 128)));
        Assert.That(lenient.IsDamaged(broken), Is.True);
        Assert.That(lenient.IsDamaged(Pictures.Png(20, 15)), Is.False);
        Assert.That(() => lenient.CheckPixels(broken), Throws.TypeOf<ImageFormatException>());
    }

    private static TestCaseData Case(string name, byte[] whole) => new TestCaseData(whole).SetArgDisplayNames(name);
}
