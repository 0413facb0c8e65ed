using System.Text;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>The door through which another package takes media types over.</summary>
internal sealed class ImageCodecsTests
{
    private static readonly byte[] Tiff = [.. "II*\0"u8, .. Encoding.ASCII.GetBytes("a picture of 60 by 40")];

    private FlatCodec _codec = null!;

    [SetUp]
    public void Use() => ImageCodecs.Use(_codec = new FlatCodec());

    [TearDown]
    public void Forget() => ImageCodecs.Forget(_codec);

    [Test]
    public void A_codec_takes_over_a_type_that_nobody_read()
    {
        Assert.That(ImageCodecs.MediaTypes, Does.Contain("image/tiff"));
        Assert.That(ImageLimits.Default.Allows("image/tiff"));
        Assert.That(Codec.ReadHeader(Tiff), Is.EqualTo(new ImageAttach.Imaging.ImageHeader("image/tiff", new ImageSize(60, 40))));

        ImageAttach.Imaging.EncodedImage thumbnail = Codec.MakeThumbnail(Tiff, 30, 20);
        using SKBitmap seen = Codec.Decode(thumbnail.Content);
        Assert.That((thumbnail.MimeType, seen.Width, seen.Height), Is.EqualTo((MediaType.Png, 30, 20)));
        Assert.That(seen.GetPixel(10, 10), Is.EqualTo(new SKColor(255, 128, 0, 128)));
        Assert.That(_codec.Asked, Is.EqualTo(new ImageSize(30, 20)));
    }

    [Test]
    public void What_a_codec_decodes_is_cut_and_encoded_as_a_recipe_wants_it()
    {
        ThumbnailRecipe recipe = new(new ImageSize(20, 20), new ThumbnailOptions { Fit = Fit.Cover, Format = ThumbnailFormat.Jpeg });
        ImageAttach.Imaging.EncodedImage thumbnail = Codec.MakeThumbnail(Tiff, recipe);
        Assert.That(Codec.ReadHeader(thumbnail.Content), Is.EqualTo(new ImageAttach.Imaging.ImageHeader(MediaType.Jpeg, new ImageSize(20, 20))));
        Assert.That(_codec.Asked, Is.EqualTo(new ImageSize(30, 20)));
    }

    [Test]
    public void A_codec_takes_over_a_type_that_ImageAttach_read_until_now()
    {
        Assert.That(Codec.ReadHeader(Pictures.Bmp(9, 9)).Size, Is.EqualTo(new ImageSize(60, 40)));
        ImageCodecs.Forget(_codec);
        Assert.That(Codec.ReadHeader(Pictures.Bmp(9, 9)).Size, Is.EqualTo(new ImageSize(9, 9)));
    }

    [Test]
    public void Limits_hold_whatever_a_codec_lets_through()
    {
        Assert.That(() => Codec.ReadHeader(Tiff, new ImageLimits { MaxPixels = 2399 }), Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxPixels"));
        Assert.That(() => Codec.ReadHeader(Tiff, new ImageLimits { MaxBytes = 5 }), Throws.TypeOf<ImageLimitException>());
        Assert.That(() => Codec.ReadHeader(Tiff, new ImageLimits { AllowedTypes = new HashSet<string> { MediaType.Png } }), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void A_codec_whose_pixels_do_not_fit_their_size_is_not_believed()
    {
        _codec.Pixels = 7;
        Assert.That(() => Codec.MakeThumbnail(Tiff, 30, 20), Throws.InvalidOperationException.With.Message.Contains(nameof(FlatCodec)));
    }

    /// <summary>Sees 60×40 pixels of half transparent orange in whatever it is given.</summary>
    private sealed class FlatCodec : IImageCodec
    {
        public IReadOnlySet<string> MediaTypes { get; } = new HashSet<string> { "image/tiff", MediaType.Bmp };

        public ImageSize? Asked { get; private set; }

        public int Pixels { get; set; } = 60 * 40;

        public ImageSize ReadSize(Stream file, ImageLimits limits) => new(60, 40);

        public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
        {
            Asked = size;
            byte[] orange = [128, 64, 0, 128];
            return new DecodedImage(new ImageSize(60, 40), Enumerable.Repeat(orange, Pixels).SelectMany(pixel => pixel).ToArray(), IsOpaque: false);
        }
    }
}
