using ImageAttach.Formats;
using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Formats;

/// <summary>What is too large, too much work or broken is refused, and the option that would allow it is named.</summary>
internal sealed class FormatLimitTests : FormatTests
{
    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void An_image_with_more_pixels_than_allowed_is_refused_before_it_is_decoded(string mimeType) => Assert.That(
        () => Codec.ReadHeader(FormatFile.Photo(mimeType), new ImageLimits { MaxPixels = 60_000 }),
        Throws.TypeOf<ImageLimitException>().With.Message.Contains("318×212").And.Message.Contains("ImageLimits.MaxPixels"));

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void Decoding_stops_at_the_maximum_time(string mimeType)
    {
        IImageCodec codec = CodecFor(mimeType, Options with { MaxTime = TimeSpan.Zero });
        // Work may be done before the clock ticks for the first time.
        Assert.That(
            () =>
            {
                for (int i = 0; i < 1_000; i++)
                    codec.Decode(FormatFile.Photo(mimeType), new ImageSize(318, 212), CancellationToken.None);
            },
            Throws.TypeOf<ImageLimitException>().With.Message.Contains(mimeType).And.Message.Contains("FormatsOptions.MaxTime"));
    }

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void Decoding_stops_when_it_is_canceled(string mimeType)
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.That(
            () => CodecFor(mimeType, Options).Decode(FormatFile.Photo(mimeType), new ImageSize(318, 212), cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("bomb.tif", MediaType.Tiff)]
    [TestCase("bomb.avif", MediaType.Avif)]
    public void An_image_of_a_million_millions_of_pixels_costs_no_more_than_the_maximum_memory(string name, string mimeType)
    {
        byte[] bomb = Bomb(name);
        Assert.That(() => Codec.ReadHeader(bomb), Throws.InstanceOf<ImageAttachException>());
        Assert.That(
            () => CodecFor(mimeType, Options with { MaxMemory = 64L << 20 }).Decode(bomb, new ImageSize(100, 100), CancellationToken.None),
            Throws.InstanceOf<ImageAttachException>());
        Assert.That(ImageAttach.WebAssembly.GuestProgram.Clock.Guests, Is.Zero, "The sandbox is gone with its file.");
    }

    [TestCase("photo.heic")]
    [TestCase("photo.avif")]
    [TestCase("photo.tif")]
    public void A_file_that_is_cut_short_is_refused(string name)
    {
        byte[] file = FormatFile.Read(name);
        foreach (int length in new[] { file.Length * 9 / 10, file.Length / 2, file.Length / 10 })
            Assert.That(() => Codec.ReadHeader(file[..length]), Throws.TypeOf<ImageFormatException>(), $"{length} of {file.Length} bytes");
    }

    [Test]
    public void A_codestream_that_is_cut_short_is_refused_when_it_is_decoded()
    {
        byte[] file = FormatFile.Read("photo.jxl");
        Assert.That(() => Codec.MakeThumbnail(file[..(file.Length / 2)], 100, 67), Throws.TypeOf<ImageFormatException>());
    }

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void Metadata_is_not_removed_and_the_file_is_refused_where_it_has_to_be(string mimeType) => Assert.That(
        () => ImageAttachSettings.Current.Engine.RemoveMetadata(new MemoryStream(FormatFile.Photo(mimeType)), new MemoryStream()),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains(mimeType));

    // The sides are written over where the file has them: the tags ImageWidth and ImageLength, and the property ispe.
    private static byte[] Bomb(string name)
    {
        byte[] file = FormatFile.Quadrants(name.EndsWith("tif", StringComparison.Ordinal) ? MediaType.Tiff : MediaType.Avif);
        if (name.EndsWith("avif", StringComparison.Ordinal))
        {
            int size = file.AsSpan().IndexOf("ispe"u8) + 8;
            new byte[] { 0, 0x0F, 0x42, 0x40, 0, 0x0F, 0x42, 0x40 }.CopyTo(file, size);
            return file;
        }

        int directory = BitConverter.ToInt32(file, 4);
        for (int i = 0; i < 2; i++)
        {
            // ImageWidth and ImageLength come first: a long of 1,000,000 in place of a short.
            int entry = directory + 2 + (i * 12);
            Assert.That(BitConverter.ToUInt16(file, entry), Is.EqualTo(256 + i));
            file[entry + 2] = 4;
            BitConverter.GetBytes(1_000_000).CopyTo(file, entry + 8);
        }

        return file;
    }
}
