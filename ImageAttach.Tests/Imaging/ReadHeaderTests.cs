using ImageAttach.Imaging;
using ImageAttach.Imaging.Codecs.Skia;

namespace ImageAttach.Tests.Imaging;

internal sealed class ReadHeaderTests
{
    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void Type_and_size_come_from_the_bytes(string mimeType)
    {
        var header = Codec.ReadHeader(Pictures.Of(mimeType, 41, 23));

        Assert.That(header, Is.EqualTo(new ImageHeader(mimeType, new ImageSize(41, 23))));
    }

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void The_stream_is_read_from_its_position_and_left_there(string mimeType)
    {
        using var stream = new MemoryStream([1, 2, 3, 4, 5, .. Pictures.Of(mimeType, 30, 20)]);
        stream.Position = 5;

        var header = ImageAttachSettings.Current.Engine.ReadHeader(stream, ImageLimits.Default);

        Assert.Multiple(() =>
        {
            Assert.That(header.Size, Is.EqualTo(new ImageSize(30, 20)));
            Assert.That(stream.Position, Is.EqualTo(5));
        });
    }

    [Test]
    public void The_position_is_restored_after_a_refusal_too()
    {
        using var stream = new MemoryStream(new byte[100]);
        stream.Position = 7;

        Assert.Throws<ImageFormatException>(() => ImageAttachSettings.Current.Engine.ReadHeader(stream, ImageLimits.Default));
        Assert.That(stream.Position, Is.EqualTo(7));
    }

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void A_stream_that_returns_few_bytes_at_a_time_is_read_alike(string mimeType)
    {
        using var stream = new ShortReadStream(Pictures.Of(mimeType, 300, 200));

        Assert.That(ImageAttachSettings.Current.Engine.ReadHeader(stream, ImageLimits.Default).Size, Is.EqualTo(new ImageSize(300, 200)));
    }

    [Test]
    public void A_header_longer_than_the_first_prefix_is_read()
    {
        var jpeg = Pictures.Jpeg(20, 10);
        var filler = JpegParts.Segment(0xEF, new byte[60_000]);
        byte[] file = [.. jpeg.AsSpan(0, 2), .. Enumerable.Repeat(filler, 30).SelectMany(f => f), .. jpeg.AsSpan(2)];

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(20, 10)));
    }

    [Test]
    public void Bytes_behind_a_whole_jpeg_are_fine()
    {
        byte[] file = [.. Pictures.Jpeg(20, 10), .. new byte[5000]];

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(20, 10)));
    }

    [Test]
    public void ATT_16_An_empty_file_is_refused() =>
        Assert.That(() => Codec.ReadHeader([]), Throws.TypeOf<ImageFormatException>().With.Message.Contains("empty"));

    [Test]
    public void ATT_16_Garbage_is_refused_and_the_allowed_types_are_named() =>
        Assert.That(
            () => Codec.ReadHeader("This is no picture."u8.ToArray()),
            Throws.TypeOf<ImageFormatException>().With.Message.Contains("image/bmp, image/gif, image/jpeg, image/png, image/vnd.microsoft.icon, image/webp"));

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void ATT_16_Garbage_behind_a_right_signature_is_refused(string mimeType)
    {
        var file = Pictures.Of(mimeType, 30, 20);
        new Random(3).NextBytes(file.AsSpan(12));

        Assert.Throws(Is.TypeOf<ImageFormatException>().Or.TypeOf<ImageLimitException>(), () => Codec.ReadHeader(file));
    }

    // The last bytes hold no pixels: they are a marker, a checksum, padding, or bits that fill a byte.
    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void ATT_16_A_file_cut_short_anywhere_is_refused(string mimeType)
    {
        const int MaxEndLength = 24;
        // Between two frames, an animation looks like a shorter one.
        var file = mimeType == MediaType.Gif ? Pictures.Gif(30, 20) : Pictures.Of(mimeType, 30, 20);
        for (var length = 0; length < file.Length - MaxEndLength; length += length < 100 ? 1 : 7)
            Assert.Throws<ImageFormatException>(() => Codec.ReadHeader(file[..length]), $"{length} of {file.Length} bytes");
    }

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void ATT_16_A_file_without_its_end_is_said_to_be_cut_short_or_has_all_pixels(string mimeType)
    {
        var file = Pictures.Of(mimeType, 30, 20);
        var expected = Codec.MakeThumbnail(file, 15, 10).Content;
        for (var length = file.Length - 100; length < file.Length; length++)
        {
            try
            {
                Assert.That(Codec.ReadHeader(file[..length]).IsDamaged, Is.False);
            }
            catch (ImageFormatException refusal)
            {
                Assert.That(refusal.Message, Does.Contain("cut short"));
                continue;
            }

            Assert.That(Codec.MakeThumbnail(file[..length], 15, 10).Content, Is.EqualTo(expected), $"{length} of {file.Length} bytes");
        }
    }
}
