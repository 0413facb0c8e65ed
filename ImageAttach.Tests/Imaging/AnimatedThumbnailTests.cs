using ImageAttach.Imaging;
using ImageAttach.Imaging.Codecs.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Thumbnails that move as their originals do.</summary>
public sealed class AnimatedThumbnailTests
{
    private static readonly ThumbnailOptions Moving = new() { Format = ThumbnailFormat.AnimatedWebP };

    [TestCase(MediaType.Gif)]
    [TestCase(MediaType.WebP)]
    public void All_frames_are_shown_as_long_as_in_the_original(string mimeType)
    {
        byte[] animation = mimeType == MediaType.Gif
            ? Pictures.Gif(80, 60, seed: 1, frames: 3)
            : WebPParts.Animation([Pictures.WebP(80, 60, seed: 1), Pictures.WebP(80, 60, seed: 2), Pictures.WebP(80, 60, seed: 3)], 80, 60);

        EncodedImage made = Codec.MakeThumbnail(animation, new ThumbnailSpec(new ImageSize(40, 30), Moving));

        Assert.That(made.MimeType, Is.EqualTo(MediaType.WebP));
        using SKCodec codec = SKCodec.Create(new MemoryStream(made.Content));
        Assert.That((codec.Info.Width, codec.Info.Height), Is.EqualTo((40, 30)));
        Assert.That(codec.FrameInfo.Select(frame => frame.Duration), Is.EqualTo(new[] { 100, 100, 100 }));
        for (int i = 0; i < 3; i++)
        {
            using SKBitmap seen = FrameOf(made.Content, i);
            using SKBitmap wanted = Codec.Decode(Codec.MakeThumbnail(
                mimeType == MediaType.Gif ? Pictures.Gif(80, 60, seed: 1 + i) : Pictures.WebP(80, 60, seed: 1 + i), 40, 30).Content);
            Assert.That(Ssim.Of(seen, wanted), Is.GreaterThan(0.93), $"frame {i}");
        }
    }

    [Test]
    public void Both_sides_and_other_recipes_are_as_for_stills()
    {
        byte[] animation = Pictures.Gif(80, 60, seed: 1, frames: 3);
        ThumbnailSpec[] specs =
        [
            new(new ImageSize(40, 30)),
            new(new ImageSize(20, 30), Moving with { Fit = Fit.Cover }),
            new(new ImageSize(30, 30), Moving with { Fit = Fit.Pad, Background = "#ff0000" }),
        ];
        IReadOnlyList<EncodedImage> made = ImageAttachSettings.Current.Engine.MakeThumbnails(animation, specs, CancellationToken.None);

        Assert.That(made.Select(image => image.MimeType), Is.EqualTo(new[] { MediaType.Png, MediaType.WebP, MediaType.WebP }));
        Assert.That(FramesOf(made[1].Content), Is.EqualTo(3));
        using SKBitmap padded = FrameOf(made[2].Content, 2);
        Assert.That((padded.Width, padded.Height), Is.EqualTo((30, 30)));
        Assert.That(padded.GetPixel(15, 0).Red, Is.GreaterThan(200));
    }

    [TestCase(MediaType.Jpeg)]
    [TestCase(MediaType.Png)]
    [TestCase(MediaType.WebP)]
    public void What_does_not_move_gives_a_still(string mimeType)
    {
        EncodedImage made = Codec.MakeThumbnail(Pictures.Of(mimeType, 80, 60), new ThumbnailSpec(new ImageSize(40, 30), Moving));
        Assert.That(made.MimeType, Is.EqualTo(MediaType.WebP));
        Assert.That(FramesOf(made.Content), Is.Zero);
    }

    // Frames that stay, are cleared, and give way to what was there, one after the other: each must be what Skia makes of it from the start.
    [Test]
    public void Frames_drawn_over_others_are_what_a_viewer_sees()
    {
        const int Width = 80, Height = 60;
        GifWriter gif = new(Width, Height);
        int[] disposals = [1, 3, 3, 2, 1, 3, 1, 2, 3, 1];
        for (int i = 0; i < disposals.Length; i++)
        {
            using SKBitmap frame = Codec.Decode(i == 0 ? Pictures.Png(Width, Height, seed: 1) : Pictures.Png(30, 20, seed: i));
            gif.Add(frame, left: i == 0 ? 0 : i * 5, top: i == 0 ? 0 : (i * 7) % 40, disposals[i]);
        }

        byte[] file = gif.Finish();
        using AnimationFrames frames = new(SKCodec.Create(new MemoryStream(file)), MediaType.Gif, allowDamaged: false);
        Assert.That(frames.Count, Is.EqualTo(disposals.Length));
        for (int i = 0; i < frames.Count; i++)
        {
            using SKBitmap wanted = FrameOf(file, i);
            List<byte[]>[] planes = [[], [], [], []];
            using IPixelSource source = frames.Open(i);
            source.Decode((plane, row) => planes[plane].Add(row.ToArray()), CancellationToken.None);
            for (int y = 0; y < Height; y++)
            {
                byte[] row = wanted.GetPixelSpan().Slice(y * wanted.RowBytes, Width * 4).ToArray();
                for (int plane = 0; plane < source.Planes.Count; plane++)
                    Assert.That(planes[plane][y], Is.EqualTo(row.Where((_, at) => at % 4 == plane)), $"frame {i}, row {y}, plane {plane}");
            }
        }
    }

    [Test]
    public void Too_many_pixels_in_all_frames_are_refused()
    {
        byte[] animation = Pictures.Gif(12, 8, frames: 600);
        Assert.That(
            () => Codec.MakeThumbnail(animation, new ThumbnailSpec(new ImageSize(300, 200), Moving)),
            Throws.TypeOf<ImageLimitException>().With.Message.Contains("600 frames of 300×200").And.Message.Contains("36,000,000").And.Message.Contains("32,000,000"));
    }

    [Test]
    public void A_frame_that_is_broken_is_told_of()
    {
        byte[] broken = Pictures.Gif(40, 30, frames: 3);
        broken.AsSpan(broken.Length - 40, 20).Fill(0xFE); // codes that mean nothing
        Assert.That(
            () => Codec.MakeThumbnail(broken, new ThumbnailSpec(new ImageSize(20, 15), Moving)),
            Throws.TypeOf<ImageFormatException>().With.Message.Contains("frame 3 of 3"));
    }

    [Test]
    public void Whatever_is_wrong_with_an_animation_only_our_exceptions_come_out()
    {
        Random random = new(9);
        byte[][] sound = [Pictures.Gif(24, 18, frames: 4), WebPParts.Animation([Pictures.WebP(24, 18, seed: 1), Pictures.WebP(24, 18, seed: 2)], 24, 18)];
        int made = 0;
        for (int i = 0; i < 1_000; i++)
        {
            byte[] mutation = Mutation.Of(sound[i % 2], random);
            try
            {
                if (Codec.ReadHeader(mutation, new ImageLimits { MaxPixels = 1_000_000 }) is not null)
                    Codec.MakeThumbnail(mutation, new ThumbnailSpec(new ImageSize(12, 9), Moving));
                made++;
            }
            catch (Exception e) when (e is ImageFormatException or ImageLimitException)
            {
            }
        }

        Assert.That(made, Is.InRange(1, 999));
    }

    private static int FramesOf(byte[] file)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        return codec.FrameCount;
    }

    private static SKBitmap FrameOf(byte[] file, int frame)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        SKBitmap bitmap = new(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        Assert.That(codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)), Is.EqualTo(SKCodecResult.Success));
        return bitmap;
    }
}
