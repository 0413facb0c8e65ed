using System.Buffers.Binary;
using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>The door through which another package takes media types over.</summary>
internal sealed class ImageCodecsTests
{
    private FlatCodec _codec = null!;
    private IDisposable _context = null!;

    [SetUp]
    public void UseCodec() => _context = new ImageAttachSettings { Codecs = [_codec = new FlatCodec()] }.Use();

    [TearDown]
    public void LeaveCodec() => _context.Dispose();

    [Test]
    public void A_codec_takes_over_a_type_that_nobody_read()
    {
        Assert.That(ImageAttachSettings.Current.Engine.MediaTypes, Does.Contain("image/tiff"));
        Assert.That(() => ImageAttachSettings.Current.Engine.CheckType("image/tiff"), Throws.Nothing);
        Assert.That(Codec.ReadHeader(FlatCodec.File), Is.EqualTo(new ImageHeader("image/tiff", new ImageSize(60, 40))));

        EncodedImage thumbnail = Codec.MakeThumbnail(FlatCodec.File, 30, 20);
        using SKBitmap seen = Codec.Decode(thumbnail.Content);
        Assert.That((thumbnail.MimeType, seen.Width, seen.Height), Is.EqualTo((MediaType.Png, 30, 20)));
        Assert.That(seen.GetPixel(10, 10), Is.EqualTo(new SKColor(255, 128, 0, 128)));
        Assert.That(_codec.RequestedSize, Is.EqualTo(new ImageSize(30, 20)));
    }

    [Test]
    public void Colors_that_a_codec_decodes_are_converted_from_their_profile()
    {
        byte[] jpeg = Pictures.Profiled(SKEncodedImageFormat.Jpeg, 8, 8);
        int name = jpeg.AsSpan().IndexOf("ICC_PROFILE\0"u8);
        _codec.Profile = jpeg[(name + 14)..(name - 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(name - 2)))];
        using SKBitmap converted = Codec.Decode(Codec.MakeThumbnail(FlatCodec.File, 30, 20).Content);
        SKColor color = converted.GetPixel(10, 10);
        Assert.That((color.Red, color.Blue, color.Alpha), Is.EqualTo((255, 0, 128)));
        Assert.That(color.Green, Is.InRange(100, 122), "an orange of Display P3 has less green in sRGB than 128");
    }

    [TestCase(MediaType.Jpeg, true)]
    [TestCase(MediaType.Svg, true)]
    [TestCase(MediaType.Avif, true)]
    [TestCase(MediaType.Heic, false)]
    [TestCase(MediaType.Tiff, false)]
    [TestCase(MediaType.JpegXl, false)]
    [TestCase(MediaType.Pdf, false)]
    public void Browsers_show_most_types(string mimeType, bool expected) => Assert.That(MediaType.IsShownByBrowsers(mimeType), Is.EqualTo(expected));

    [Test]
    public void What_a_codec_decodes_is_cut_and_encoded_as_a_specification_wants_it()
    {
        ThumbnailSpec spec = new(new ImageSize(20, 20), new ThumbnailOptions { Fit = Fit.Cover, Format = ThumbnailFormat.Jpeg });
        EncodedImage thumbnail = Codec.MakeThumbnail(FlatCodec.File, spec);
        Assert.That(Codec.ReadHeader(thumbnail.Content), Is.EqualTo(new ImageHeader(MediaType.Jpeg, new ImageSize(20, 20))));
        Assert.That(_codec.RequestedSize, Is.EqualTo(new ImageSize(30, 20)));
    }

    [Test]
    public void A_codec_takes_over_a_type_that_ImageAttach_read_until_now()
    {
        Assert.That(Codec.ReadHeader(Pictures.Bmp(9, 9)).Size, Is.EqualTo(new ImageSize(60, 40)));
        using IDisposable without = ImageAttachSettings.Default.Use();
        Assert.That(Codec.ReadHeader(Pictures.Bmp(9, 9)).Size, Is.EqualTo(new ImageSize(9, 9)));
    }

    [Test]
    public void Limits_hold_whatever_a_codec_lets_through()
    {
        Assert.That(() => Codec.ReadHeader(FlatCodec.File, new ImageLimits { MaxPixels = 2399 }), Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxPixels"));
        Assert.That(() => Codec.ReadHeader(FlatCodec.File, new ImageLimits { MaxBytes = 5 }), Throws.TypeOf<ImageLimitException>());
        Assert.That(() => Codec.ReadHeader(FlatCodec.File, new ImageLimits { AllowedTypes = new HashSet<string> { MediaType.Png } }), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void A_codec_whose_pixels_do_not_fit_their_size_is_not_believed()
    {
        _codec.Pixels = 7;
        Assert.That(() => Codec.MakeThumbnail(FlatCodec.File, 30, 20), Throws.InvalidOperationException.With.Message.Contains(nameof(FlatCodec)));
    }
}
