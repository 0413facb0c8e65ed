using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>How often animated thumbnails play.</summary>
internal sealed class AnimationLoopTests
{
    private static readonly ThumbnailSpec Moving = new(new ImageSize(20, 15), new ThumbnailOptions { Format = ThumbnailFormat.AnimatedWebP });

    // A GIF counts how often it is repeated, and without a count plays once; WebP counts how often it plays.
    [TestCase(null, 1)]
    [TestCase(0, 0)]
    [TestCase(1, 2)]
    [TestCase(3, 4)]
    public void A_thumbnail_plays_as_often_as_its_gif(int? repetitions, int playCount)
    {
        byte[] gif = Pictures.Gif(40, 30, frames: 3);
        if (repetitions is { } count)
            gif = [.. gif[..GifParts.HeaderLength], 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, (byte)count, 0, 0, .. gif[GifParts.HeaderLength..]];

        AssertPlays(gif, playCount);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(5)]
    public void A_thumbnail_plays_as_often_as_its_webp(int playCount)
    {
        byte[] webP = WebPParts.Animation([Pictures.WebP(40, 30, seed: 1), Pictures.WebP(40, 30, seed: 2), Pictures.WebP(40, 30, seed: 3)], 40, 30);
        webP[webP.AsSpan().IndexOf("ANIM"u8) + 12] = (byte)playCount;

        AssertPlays(webP, playCount);
    }

    private static void AssertPlays(byte[] animation, int playCount)
    {
        byte[] made = Codec.MakeThumbnail(animation, Moving).Content;

        Assert.That(BitConverter.ToUInt16(made, made.AsSpan().IndexOf("ANIM"u8) + 12), Is.EqualTo(playCount));
        using SKCodec codec = SKCodec.Create(new MemoryStream(made));
        Assert.That(codec.RepetitionCount, Is.EqualTo(playCount - 1));
    }
}
