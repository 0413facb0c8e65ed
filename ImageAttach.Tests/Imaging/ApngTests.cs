using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Animated PNGs.</summary>
internal sealed class ApngTests
{
    private static readonly ThumbnailSpec Moving = new(new ImageSize(40, 30), new ThumbnailOptions { Format = ThumbnailFormat.AnimatedWebP, Quality = 100 });

    [Test]
    public void All_frames_move_as_often_and_as_long_as_in_the_original()
    {
        byte[] file = ApngWriter.Write(plays: 3, Frame(1), Frame(2), Frame(3));
        EncodedImage made = Codec.MakeThumbnail(file, Moving);

        using SKCodec codec = SKCodec.Create(new MemoryStream(made.Content));
        Assert.That((made.MimeType, codec.FrameCount, codec.RepetitionCount), Is.EqualTo((MediaType.WebP, 3, 2)));
        Assert.That(codec.FrameInfo.Select(frame => frame.Duration), Is.EqualTo(new[] { 250, 250, 250 }));
        for (int i = 0; i < 3; i++)
        {
            using SKBitmap seen = FrameOf(codec, i), expected = Codec.Decode(Codec.MakeThumbnail(Pictures.Png(80, 60, seed: i + 1), 40, 30).Content);
            Assert.That(Ssim.Of(seen, expected), Is.GreaterThan(0.95), $"frame {i}");
        }
    }

    // Red all over, then green in a corner that gives way to what was there, blue in one that is cleared, and a half transparent white over all.
    [Test]
    public void Frames_are_drawn_over_each_other_as_they_say()
    {
        byte[] file = ApngWriter.Write(
            plays: 0,
            new ApngFrame(Flat(80, 60, SKColors.Red)),
            new ApngFrame(Flat(40, 30, new SKColor(0, 255, 0))) { Disposal = 2 },
            new ApngFrame(Flat(40, 30, SKColors.Blue)) { Left = 40, Disposal = 1 },
            new ApngFrame(Flat(80, 60, new SKColor(255, 255, 255, 128))) { IsBlended = true });
        using SKCodec codec = SKCodec.Create(new MemoryStream(Codec.MakeThumbnail(file, Moving).Content));

        AssertCorners(codec, 1, new SKColor(0, 255, 0), SKColors.Red);
        AssertCorners(codec, 2, SKColors.Red, SKColors.Blue);
        AssertCorners(codec, 3, new SKColor(255, 128, 128), new SKColor(255, 255, 255, 128));
    }

    [Test]
    public void A_still_is_the_default_image()
    {
        byte[] file = ApngWriter.Write(plays: 0, Frame(1), Frame(2));

        Assert.That(Codec.MakeThumbnail(file, 40, 30).Content, Is.EqualTo(Codec.MakeThumbnail(Pictures.Png(80, 60, seed: 1), 40, 30).Content));
    }

    [Test]
    public void An_animation_without_its_last_frame_is_cut_short()
    {
        byte[] file = ApngWriter.Write(plays: 0, Frame(1), Frame(2), Frame(3));
        byte[] cut = file[..(file.AsSpan().LastIndexOf("fcTL"u8) - 4)];
        byte[] cutInside = file[..^1000];

        foreach (byte[] damaged in new[] { cut, cutInside })
        {
            Assert.That(() => Codec.ReadHeader(damaged), Throws.TypeOf<ImageFormatException>().With.Message.Contains("cut short"));
            Assert.That(Codec.ReadHeader(damaged, new ImageLimits { AllowDamaged = true }).IsDamaged, Is.True);
        }

        Assert.That(Codec.ReadHeader(file[..^12]).IsDamaged, Is.False);
    }

    [Test]
    public void A_frame_outside_the_image_is_no_part_of_an_animation()
    {
        byte[] file = ApngWriter.Write(plays: 0, Frame(1), new ApngFrame(Flat(40, 30, SKColors.Red)) { Left = 50 });

        using SKCodec codec = SKCodec.Create(new MemoryStream(Codec.MakeThumbnail(file, Moving).Content));
        Assert.That(codec.FrameCount, Is.Zero);
    }

    private static ApngFrame Frame(int seed) => new(Pictures.Png(80, 60, seed));

    private static byte[] Flat(int width, int height, SKColor color)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, color.Alpha == 255 ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        bitmap.Erase(color);
        return Pictures.Encode(bitmap, SKEncodedImageFormat.Png, 100);
    }

    private static SKBitmap FrameOf(SKCodec codec, int frame)
    {
        SKBitmap bitmap = new(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.That(codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)), Is.EqualTo(SKCodecResult.Success));
        return bitmap;
    }

    private static void AssertCorners(SKCodec codec, int frame, SKColor left, SKColor right)
    {
        using SKBitmap seen = FrameOf(codec, frame);
        AssertNear(seen.GetPixel(8, 6), left);
        AssertNear(seen.GetPixel(31, 6), right);
    }

    private static void AssertNear(SKColor seen, SKColor expected)
    {
        Assert.That(new int[] { seen.Red, seen.Green, seen.Blue, seen.Alpha }, Is.EqualTo(new int[] { expected.Red, expected.Green, expected.Blue, expected.Alpha }).Within(12));
    }
}
