namespace ImageAttach.Tests.Imaging;

internal sealed class ThumbnailTests
{
    [TestCase(MediaType.Jpeg, 3000, 10, 150, 1)]
    [TestCase(MediaType.Jpeg, 10, 3000, 1, 150)]
    [TestCase(MediaType.Png, 3000, 10, 150, 1)]
    [TestCase(MediaType.WebP, 3000, 10, 150, 1)]
    [TestCase(MediaType.Gif, 300, 10, 15, 1)]
    [TestCase(MediaType.Bmp, 3000, 10, 150, 1)]
    [TestCase(MediaType.Jpeg, 1, 1, 1, 1)]
    [TestCase(MediaType.Jpeg, 1, 1, 40, 30)]
    [TestCase(MediaType.Png, 17, 9, 170, 90)]
    [TestCase(MediaType.Jpeg, 333, 211, 332, 210)]
    public void TH_12_The_thumbnail_has_exactly_the_size_asked_for(string mimeType, int width, int height, int toWidth, int toHeight)
    {
        var thumbnail = Codec.MakeThumbnail(Pictures.Of(mimeType, width, height), toWidth, toHeight);

        Assert.That(Codec.ReadHeader(thumbnail.Content).Size, Is.EqualTo(new ImageSize(toWidth, toHeight)));
    }

    [TestCase(MediaType.Jpeg, MediaType.Jpeg)]
    [TestCase(MediaType.Png, MediaType.Png)]
    [TestCase(MediaType.WebP, MediaType.WebP)]
    [TestCase(MediaType.Gif, MediaType.Png)]
    [TestCase(MediaType.Bmp, MediaType.Png)]
    [TestCase(MediaType.Ico, MediaType.Png)]
    public void TH_15_The_format_is_kept_except_that_gif_and_bmp_become_png(string mimeType, string expected)
    {
        var thumbnail = Codec.MakeThumbnail(Pictures.Of(mimeType, 60, 40), 30, 20);

        Assert.Multiple(() =>
        {
            Assert.That(thumbnail.MimeType, Is.EqualTo(expected));
            Assert.That(Codec.ReadHeader(thumbnail.Content).MimeType, Is.EqualTo(expected));
        });
    }

    [Test]
    public void TH_16_An_animated_gif_gives_its_first_frame() =>
        AssertFirstFrame(Pictures.Gif(60, 40, seed: 5, frames: 3), Pictures.Gif(60, 40, seed: 5), tolerance: 0);

    [Test]
    public void TH_16_An_animated_webp_gives_its_first_frame() =>
        AssertFirstFrame(WebPParts.Animation(Pictures.WebP(60, 40, 5), 60, 40, frames: 3), Pictures.WebP(60, 40, 5), tolerance: 12);

    [Test]
    public void A_bitmap_stored_from_top_to_bottom_is_not_turned_over()
    {
        const int HeightAt = 22;
        var bottomUp = Pictures.Bmp(60, 40);
        var topDown = bottomUp.ToArray();
        BitConverter.TryWriteBytes(topDown.AsSpan(HeightAt), -40);

        using var seen = Codec.Decode(Codec.MakeThumbnail(topDown, 60, 40).Content);
        using var turnedOver = Codec.Decode(Codec.MakeThumbnail(bottomUp, 60, 40).Content);

        Assert.Multiple(() =>
        {
            Assert.That(Codec.ReadHeader(topDown).Size, Is.EqualTo(new ImageSize(60, 40)));
            for (var y = 0; y < 40; y++)
                Assert.That(seen.GetPixel(7, y), Is.EqualTo(turnedOver.GetPixel(7, 39 - y)));
        });
    }

    [Test]
    public void Many_thumbnails_at_once_come_out_alike()
    {
        var file = Pictures.Jpeg(300, 200);
        var expected = Codec.MakeThumbnail(file, 60, 40).Content;

        var made = Enumerable.Range(0, 64).AsParallel().Select(_ => Codec.MakeThumbnail(file, 60, 40).Content).ToList();

        Assert.That(made, Is.All.EqualTo(expected));
    }

    private static void AssertFirstFrame(byte[] animation, byte[] still, int tolerance)
    {
        using var first = Codec.Decode(Codec.MakeThumbnail(still, 30, 20).Content);
        using var seen = Codec.Decode(Codec.MakeThumbnail(animation, 30, 20).Content);

        Assert.That(seen.Bytes.Zip(first.Bytes, (a, b) => Math.Abs(a - b)).Average(), Is.LessThanOrEqualTo(tolerance));
    }
}
