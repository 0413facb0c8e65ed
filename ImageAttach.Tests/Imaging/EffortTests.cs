using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>How much time is spent on small files.</summary>
internal sealed class EffortTests
{
    private static readonly byte[] Original = Pictures.Png(300, 203, seed: 4);

    [Test]
    public void A_small_jpeg_is_progressive_with_the_same_pixels([Values(80, 95)] int quality, [Values(31, 64, 150)] int width)
    {
        byte[] plain = Make(width, new() { Format = ThumbnailFormat.Jpeg, Quality = quality });
        byte[] small = Make(width, new() { Format = ThumbnailFormat.Jpeg, Quality = quality, Effort = Effort.Small });

        Assert.That((plain.AsSpan().IndexOf((byte[])[0xFF, 0xC2]) < 0, small.AsSpan().IndexOf((byte[])[0xFF, 0xC2]) > 0), Is.EqualTo((true, true)));
        Assert.That(PixelsOf(small), Is.EqualTo(PixelsOf(plain)));
        if (width == 150 && quality == 95)
            Assert.That(small, Has.Length.LessThan(plain.Length));
    }

    [Test]
    public void A_small_gray_jpeg_is_progressive_with_the_same_pixels()
    {
        byte[] gray = Assets.Read("progressive-gray.jpg");
        byte[] plain = Codec.MakeThumbnail(gray, new ThumbnailSpec(new ImageSize(61, 47))).Content;
        byte[] small = Codec.MakeThumbnail(gray, new ThumbnailSpec(new ImageSize(61, 47), new ThumbnailOptions { Effort = Effort.Small })).Content;

        Assert.That(small.AsSpan().IndexOf((byte[])[0xFF, 0xC2]), Is.Positive);
        Assert.That(PixelsOf(small), Is.EqualTo(PixelsOf(plain)));
    }

    [Test]
    public void A_png_has_the_same_pixels_at_every_effort()
    {
        byte[][] made = [.. Enum.GetValues<Effort>().Select(effort => Make(150, new() { Format = ThumbnailFormat.Png, Effort = effort }))];

        Assert.That(PixelsOf(made[1]), Is.EqualTo(PixelsOf(made[0])));
        Assert.That(PixelsOf(made[2]), Is.EqualTo(PixelsOf(made[0])));
        Assert.That(made[(int)Effort.Small], Has.Length.LessThan(made[(int)Effort.Default].Length));
    }

    [TestCase(89, ChromaSubsampling.Auto, true)]
    [TestCase(90, ChromaSubsampling.Auto, false)]
    [TestCase(95, ChromaSubsampling.Yuv420, true)]
    [TestCase(50, ChromaSubsampling.Yuv444, false)]
    public void Chroma_is_halved_below_a_quality_of_90_or_on_request(int quality, ChromaSubsampling subsampling, bool isHalved)
    {
        ThumbnailOptions options = new() { Format = ThumbnailFormat.Jpeg, Quality = quality, ChromaSubsampling = subsampling };
        foreach (byte[] original in new[] { Original, Pictures.Jpeg(300, 203, seed: 4) })
        {
            byte[] made = Codec.MakeThumbnail(original, ThumbnailSpec.Create(width: 151, options: options)).Content;
            int frame = made.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
            Assert.That(made[frame + 11], Is.EqualTo(isHalved ? 0x22 : 0x11), "the sampling factors of luma");
            using SKBitmap seen = Codec.Decode(made), expected = Codec.Decode(Make(151, new() { Format = ThumbnailFormat.Png }));
            Assert.That(Ssim.Of(seen, expected), Is.GreaterThan(quality == 50 ? 0.8 : 0.93));
        }
    }

    [Test]
    public void Tokens_hold_effort_and_subsampling()
    {
        ThumbnailOptions options = new() { Effort = Effort.Small, ChromaSubsampling = ChromaSubsampling.Yuv444, Quality = 70 };
        ThumbnailSpec spec = new(new ImageSize(10, 10), options);

        Assert.That(spec.Token, Is.EqualTo("q70 Small Yuv444"));
        Assert.That(ThumbnailSpec.TryParse(spec.Token, new ImageSize(10, 10), out ThumbnailSpec? parsed), Is.True);
        Assert.That(parsed!.Options, Is.EqualTo(options));
    }

    private static byte[] Make(int width, ThumbnailOptions options) => Codec.MakeThumbnail(Original, ThumbnailSpec.Create(width: width, options: options)).Content;

    private static SKColor[] PixelsOf(byte[] file)
    {
        using SKBitmap bitmap = Codec.Decode(file);
        return bitmap.Pixels;
    }
}
