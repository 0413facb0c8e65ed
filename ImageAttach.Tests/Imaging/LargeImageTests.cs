using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

/// <summary>Images of many pixels: what is limited is the memory that they take.</summary>
internal sealed class LargeImageTests
{
    private const int Budget = 40_000_000;

    [TestCase(12_000, 9_000, TestName = "108 megapixels")]
    [TestCase(16_320, 12_240, TestName = "200 megapixels")]
    public void Photographs_of_phones_are_accepted_and_take_little_memory(int width, int height)
    {
        byte[] file = JpegParts.Gray(width, height);

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(width, height)));
        AssertTakesLittleMemory(file);
    }

    [Test]
    public void Png_that_is_not_interlaced_is_accepted_and_takes_little_memory()
    {
        byte[] file = PngParts.Black(16_320, 12_240);

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(16_320, 12_240)));
        AssertTakesLittleMemory(file);
    }

    [Test]
    public void What_must_be_decoded_whole_is_refused()
    {
        byte[] interlaced = PngParts.Black(16_320, 12_240);
        interlaced[28] = 1;
        interlaced = PngParts.WithChecksums(interlaced);
        byte[] progressive = JpegParts.Gray(60_000, 4_000);
        progressive[progressive.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 1] = 0xC2;

        Assert.That(() => Codec.ReadHeader(interlaced), Throws.TypeOf<ImageLimitException>().With.Message.Contains("ImageLimits.MaxMemory"));
        Assert.That(() => Codec.ReadHeader(interlaced, new ImageLimits { MaxMemory = 1_000_000_000 }), Throws.Nothing);
        Assert.That(() => Codec.ReadHeader(progressive, new ImageLimits { MaxMemory = 400_000_000 }), Throws.TypeOf<ImageLimitException>());
        Assert.That(() => Codec.ReadHeader(Pictures.WebP(30, 20), new ImageLimits { MaxMemory = 2_399 }), Throws.TypeOf<ImageLimitException>());
        Assert.That(() => Codec.ReadHeader(Pictures.WebP(30, 20), new ImageLimits { MaxMemory = 2_400 }), Throws.Nothing);
    }

    [TestCase(MediaType.Png)]
    [TestCase(MediaType.Jpeg)]
    [TestCase(MediaType.Gif)]
    [TestCase(MediaType.WebP)]
    public void A_tall_image_has_thumbnails(string mimeType)
    {
        EncodedImage made = Codec.MakeThumbnail(Pictures.Of(mimeType, 6, 1024), ThumbnailSpec.Create(width: 150));

        Assert.That(made.MimeType, Is.EqualTo(mimeType == MediaType.Jpeg ? mimeType : MediaType.Png));
        Assert.That(Codec.ReadHeader(made.Content).Size, Is.EqualTo(new ImageSize(150, 25_600)));
    }

    [Test]
    public void Jpeg_of_12_bits_is_refused()
    {
        byte[] file = Pictures.Jpeg(30, 20);
        file[file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 4] = 12;

        Assert.That(() => Codec.ReadHeader(file), Throws.TypeOf<ImageFormatException>().With.Message.Contains("12 bits"));
    }

    private static void AssertTakesLittleMemory(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        EncodedImage made = Codec.MakeThumbnail(file, 160, 120);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Budget));
        Assert.That(Codec.ReadHeader(made.Content).Size, Is.EqualTo(new ImageSize(160, 120)));
    }
}
