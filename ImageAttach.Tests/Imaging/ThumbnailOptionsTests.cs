using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class ThumbnailOptionsTests
{
    private static readonly ImageSize Square = new(40, 40);

    [TestCase(0, 0, 255, 0)]
    [TestCase(0.5, 0, 0, 255)]
    [TestCase(1, 255, 0, 0)]
    public void Cover_shows_what_is_around_the_focal_point(double x, int red, int green, int blue)
    {
        // Green, blue and red, side by side.
        var options = new ThumbnailOptions { Fit = Fit.Cover, FocalPoint = new FocalPoint(x, 0.5), Format = ThumbnailFormat.Png };

        using var seen = Codec.Decode(Codec.MakeThumbnail(Stripes(), new ThumbnailSpec(Square, options)).Content);

        Assert.That((seen.Width, seen.Height), Is.EqualTo((40, 40)));
        foreach (var (at, down) in new[] { (3, 3), (20, 20), (36, 36) })
            Assert.That(seen.GetPixel(at, down), Is.EqualTo(new SKColor((byte)red, (byte)green, (byte)blue)));
    }

    [Test]
    public void Cover_follows_the_upright_picture_not_the_stored_one()
    {
        // Stored upside down, so that what was green at the left is seen at the right.
        var file = PngParts.WithExif(Stripes(), Exif.WithOrientation(3), behindPixels: false);
        var options = new ThumbnailOptions { Fit = Fit.Cover, FocalPoint = new FocalPoint(1, 0.5), Format = ThumbnailFormat.Png };

        using var seen = Codec.Decode(Codec.MakeThumbnail(file, new ThumbnailSpec(Square, options)).Content);

        Assert.That(seen.GetPixel(20, 20), Is.EqualTo(new SKColor(0, 255, 0)));
    }

    [TestCase(null, ThumbnailFormat.Png, 0, 0, 0, 0)]
    [TestCase("#0000ff", ThumbnailFormat.Png, 0, 0, 255, 255)]
    [TestCase("#0000ff80", ThumbnailFormat.Png, 0, 0, 255, 128)]
    [TestCase(null, ThumbnailFormat.Jpeg, 255, 255, 255, 255)]
    [TestCase("#00ff00", ThumbnailFormat.Jpeg, 0, 255, 1, 255)]
    public void Pad_puts_the_whole_picture_on_its_background(string? background, ThumbnailFormat format, int red, int green, int blue, int alpha)
    {
        var options = new ThumbnailOptions { Fit = Fit.Pad, Background = background, Format = format };

        using var seen = Codec.Decode(Codec.MakeThumbnail(Stripes(), new ThumbnailSpec(Square, options)).Content);

        var corner = seen.GetPixel(1, 1);
        Assert.Multiple(() =>
        {
            Assert.That((seen.Width, seen.Height), Is.EqualTo((40, 40)));
            Assert.That(new[] { corner.Red, corner.Green, corner.Blue, corner.Alpha }, Is.EqualTo(new[] { red, green, blue, alpha }).Within(format == ThumbnailFormat.Jpeg ? 14 : 1));
            Assert.That((int)seen.GetPixel(5, 20).Green, Is.GreaterThan(200), "the picture's left");
            Assert.That((int)seen.GetPixel(35, 20).Red, Is.GreaterThan(200), "the picture's right");
        });
    }

    [Test]
    public void A_background_shows_through_transparency()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(60, 40, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(255, 0, 0, 128));
        var file = Pictures.Encode(bitmap, SKEncodedImageFormat.Png, 100);

        Assert.Multiple(() =>
        {
            Assert.That(Pixel(new ThumbnailOptions()), Is.EqualTo(new SKColor(255, 0, 0, 128)));
            Assert.That(Pixel(new ThumbnailOptions { Background = "#0000ff" }), Is.EqualTo(new SKColor(128, 0, 127)));
            Assert.That(Pixel(new ThumbnailOptions { Format = ThumbnailFormat.Jpeg }).Red, Is.EqualTo(255).Within(3));
            Assert.That(Pixel(new ThumbnailOptions { Format = ThumbnailFormat.Jpeg }).Green, Is.EqualTo(127).Within(4), "white behind");
        });

        SKColor Pixel(ThumbnailOptions options)
        {
            using var seen = Codec.Decode(Codec.MakeThumbnail(file, new ThumbnailSpec(new ImageSize(30, 20), options)).Content);
            return seen.GetPixel(15, 10);
        }
    }

    [Test]
    public void TH_17_Filters_give_different_pictures_and_the_default_is_lanczos_down_and_mitchell_up()
    {
        var file = Pictures.Png(60, 40, seed: 3);
        var small = Enum.GetValues<ResamplingFilter>().ToDictionary(filter => filter, filter => Make(30, 20, filter));
        var large = Enum.GetValues<ResamplingFilter>().ToDictionary(filter => filter, filter => Make(90, 60, filter));

        Assert.Multiple(() =>
        {
            Assert.That(small[ResamplingFilter.Auto], Is.EqualTo(small[ResamplingFilter.Lanczos]));
            Assert.That(large[ResamplingFilter.Auto], Is.EqualTo(large[ResamplingFilter.Mitchell]));
            Assert.That(small.Where(pair => pair.Key != ResamplingFilter.Auto).Select(pair => Convert.ToHexString(pair.Value)), Is.Unique);
            Assert.That(large.Where(pair => pair.Key is not (ResamplingFilter.Auto or ResamplingFilter.Box)).Select(pair => Convert.ToHexString(pair.Value)), Is.Unique);
        });

        byte[] Make(int width, int height, ResamplingFilter filter) =>
            Codec.MakeThumbnail(file, new ThumbnailSpec(new ImageSize(width, height), new ThumbnailOptions { Filter = filter })).Content;
    }

    [Test]
    public void Quality_and_sharpening_change_the_bytes()
    {
        var file = Pictures.Jpeg(300, 200, seed: 4);
        Assert.Multiple(() =>
        {
            Assert.That(Make(new ThumbnailOptions { Quality = 30 }), Has.Length.LessThan(Make(new ThumbnailOptions()).Length));
            Assert.That(Make(new ThumbnailOptions { Quality = 98 }), Has.Length.GreaterThan(Make(new ThumbnailOptions()).Length));
            Assert.That(Make(new ThumbnailOptions { Sharpen = 1 }), Has.Length.GreaterThan(Make(new ThumbnailOptions()).Length));
            Assert.That(Make(new ThumbnailOptions { Format = ThumbnailFormat.WebP, Quality = 30 }), Has.Length.LessThan(Make(new ThumbnailOptions { Format = ThumbnailFormat.WebP }).Length));
        });

        byte[] Make(ThumbnailOptions options) => Codec.MakeThumbnail(file, new ThumbnailSpec(new ImageSize(150, 100), options)).Content;
    }

    [Test]
    public void TH_17_Senseless_options_are_refused_where_they_are_set() => Assert.Multiple(() =>
    {
        Assert.That(() => new ThumbnailOptions { Filter = (ResamplingFilter)99 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Lanczos"));
        Assert.That(() => new ThumbnailOptions { Fit = (Fit)9 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Format = (ThumbnailFormat)9 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Quality = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Quality = 101 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Sharpen = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Sharpen = double.NaN }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThumbnailOptions { Background = "white" }, Throws.ArgumentException.With.Message.Contains("#ffffff"));
        Assert.That(() => new ThumbnailOptions { Background = "#-12345" }, Throws.ArgumentException);
        Assert.That(() => new FocalPoint(1.1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FocalPoint(0, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void The_longest_token_fits_its_column()
    {
        var options = new ThumbnailOptions
        {
            Fit = Fit.Cover, FocalPoint = new FocalPoint(0.123, 0.456), Format = ThumbnailFormat.WebP, Quality = 100, Filter = ResamplingFilter.CatmullRom,
            Background = "#12345678", Sharpen = 4.99,
        };
        Assert.Multiple(() =>
        {
            Assert.That(new ThumbnailSpec(Square, options).Token, Is.EqualTo("Cover @0.123,0.456 WebP q100 CatmullRom #12345678 sharpen4.99"));
            Assert.That(new ThumbnailSpec(Square, options).Token, Has.Length.LessThanOrEqualTo(100));
            Assert.That(new ThumbnailSpec(Square, new ThumbnailOptions()).Token, Is.Empty);
        });
    }

    [Test]
    public void A_declared_thumbnail_is_found_among_the_images_of_a_set()
    {
        ThumbnailSpec spec = new DeclaredThumbnail("avatar", 20, null, new ThumbnailOptions()).Spec;
        Shop.UserPicture original = new() { Width = 40, Height = 30, Original = true }, thumbnail = new() { Width = 20, Height = 15 };
        Assert.That(spec.FindIn([original, thumbnail], original), Is.SameAs(thumbnail));
        Assert.That(spec.FindIn([original], original), Is.Null);
    }

    [Test]
    public void Several_thumbnails_of_one_decode_are_near_those_made_alone()
    {
        var file = File.ReadAllBytes(Path.Combine(TestContext.CurrentContext.TestDirectory, "Assets", "painting-12mp.jpg"));
        ThumbnailSpec[] specs = [.. new[] { 150, 1280, 640 }.Select(width => new ThumbnailSpec(new ImageSize(width, width * 2 / 3), new ThumbnailOptions { Format = ThumbnailFormat.Png }))];

        var together = ImageAttachSettings.Current.Engine.MakeThumbnails(file, specs, CancellationToken.None);

        foreach (var (spec, made) in specs.Zip(together))
        {
            using var seen = Codec.Decode(made.Content);
            using var alone = Codec.Decode(Codec.MakeThumbnail(file, spec).Content);
            var similarity = Ssim.Of(seen, alone);
            TestContext.Out.WriteLine($"{spec.GetSize(default)}: {similarity:F4}");
            Assert.That((seen.Width, seen.Height), Is.EqualTo((spec.GetSize(default).Width, spec.GetSize(default).Height)));
            Assert.That(similarity, Is.GreaterThan(0.98));
        }
    }

    private static byte[] Stripes()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(300, 100, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < 100; y++)
        {
            for (var x = 0; x < 300; x++)
                bitmap.SetPixel(x, y, x < 100 ? new SKColor(0, 255, 0) : x < 200 ? new SKColor(0, 0, 255) : new SKColor(255, 0, 0));
        }

        return Pictures.Encode(bitmap, SKEncodedImageFormat.Png, 100);
    }
}
