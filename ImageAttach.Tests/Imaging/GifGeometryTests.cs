using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>GIFs whose frames don't lie on their screen. As Chromium 150 shows them.</summary>
internal sealed class GifGeometryTests
{
    [TestCase(10, 10, 0, 0, 20, 16, TestName = "the first frame is larger")]
    [TestCase(10, 10, 5, 4, 15, 14, TestName = "the first frame hangs over")]
    [TestCase(10, 30, 0, 0, 20, 30, TestName = "the first frame is wider")]
    [TestCase(0, 0, 0, 0, 20, 16, TestName = "there is no screen")]
    public void The_screen_grows_to_the_first_frame(int width, int height, int left, int top, int seenWidth, int seenHeight)
    {
        GifWriter gif = new(width, height);
        using SKBitmap frame = Pictures.Draw(seenWidth - left, left == 0 ? Math.Min(16, seenHeight) : seenHeight - top, seed: 1);
        gif.Add(frame, left, top);
        byte[] file = gif.Finish();

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(seenWidth, seenHeight)));
        using SKBitmap thumbnail = Codec.Decode(Codec.MakeThumbnail(file, ThumbnailSpec.Create(ratio: 1)).Content);
        Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((seenWidth, seenHeight)));
        SKColor seen = thumbnail.GetPixel(left + 3, top + 3), drawn = frame.GetPixel(3, 3);
        Assert.That((seen.Red / 85, seen.Green / 85, seen.Blue / 85), Is.EqualTo((drawn.Red >> 6, drawn.Green >> 6, drawn.Blue >> 6)), "neither cropped nor stretched");
    }

    [Test]
    public void Frames_behind_the_first_are_cropped()
    {
        GifWriter gif = new(10, 10);
        using SKBitmap first = Pictures.Draw(10, 10, seed: 1), second = Pictures.Draw(20, 16, seed: 2);
        gif.Add(first);
        gif.Add(second);

        Assert.That(Codec.ReadHeader(gif.Finish()).Size, Is.EqualTo(new ImageSize(10, 10)));
    }
}
