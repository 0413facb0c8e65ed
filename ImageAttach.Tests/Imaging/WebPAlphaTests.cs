using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class WebPAlphaTests
{
    // The hint is the bit behind the 28 of width and height. Browsers show alpha whatever it says.
    [Test]
    public void Lossless_webp_is_transparent_whatever_its_hint_says()
    {
        using SKBitmap drawn = new(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        drawn.Erase(new SKColor(200, 100, 50, 0));
        for (int i = 0; i < 4; i++)
            drawn.SetPixel(i, i, new SKColor(200, 100, 50));
        using SKPixmap pixels = drawn.PeekPixels();
        using SKData data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50))!;
        byte[] file = data.ToArray();
        Assert.That(file[24] & 0x10, Is.EqualTo(0x10));
        file[24] &= 0xEF;

        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(file, new ImageAttach.Imaging.ThumbnailSpec(new ImageSize(8, 8), new ThumbnailOptions { Format = ThumbnailFormat.Png })).Content);

        Assert.That((seen.GetPixel(7, 0).Alpha, seen.GetPixel(2, 2)), Is.EqualTo(((byte)0, new SKColor(200, 100, 50))));
    }
}
