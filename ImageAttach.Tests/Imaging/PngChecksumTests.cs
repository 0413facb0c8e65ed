using System.IO.Compression;
using ImageAttach.Imaging.Codecs.Png;

namespace ImageAttach.Tests.Imaging;

/// <summary>What is wrong with a PNG's checksums leaves it to Skia, which refuses what matters and passes over the rest.</summary>
public sealed class PngChecksumTests
{
    [Test]
    public void A_palette_that_changed_on_the_way_is_refused()
    {
        byte[] file = WithPalette();
        Assert.That(() => Codec.MakeThumbnail(file, 2, 2), Throws.Nothing);
        file[file.AsSpan().IndexOf("PLTE"u8) + 5] ^= 0x40;
        Assert.That(PngHeader.TryRead(file), Is.Null);
        Assert.That(() => Codec.ReadHeader(file), Throws.TypeOf<ImageFormatException>());
        Assert.That(() => Codec.MakeThumbnail(file, 2, 2), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void Pixels_that_changed_on_the_way_are_refused_even_if_their_chunk_has_the_right_checksum()
    {
        byte[] file = Pictures.Png(64, 48, seed: 1);
        int pixels = file.AsSpan().IndexOf("IDAT"u8);
        file[pixels + 600] ^= 0x10;
        Assert.That(() => Codec.MakeThumbnail(file, 32, 24), Throws.TypeOf<ImageFormatException>());
        Assert.That(() => Codec.MakeThumbnail(PngParts.WithChecksums(file), 32, 24), Throws.TypeOf<ImageFormatException>());
    }

    [Test]
    public void A_chunk_that_tells_nothing_of_the_picture_may_be_broken()
    {
        byte[] note = PngParts.Chunk("tEXt"u8, [.. "Title\0A note"u8]);
        note[^1] ^= 0xFF;
        byte[] png = Pictures.Png(64, 48, seed: 1);
        Assert.That(PngHeader.TryRead([.. png.AsSpan(0, 33), .. note, .. png.AsSpan(33)]), Is.Not.Null);
    }

    // Four pixels by four, of two colours.
    private static byte[] WithPalette()
    {
        using MemoryStream pixels = new();
        using (ZLibStream zlib = new(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < 4; y++)
                zlib.Write([0, 0, 1, 0, 1]);
        }

        return
        [
            0x89, .. "PNG\r\n\u001A\n"u8,
            .. PngParts.Chunk("IHDR"u8, [0, 0, 0, 4, 0, 0, 0, 4, 8, 3, 0, 0, 0]),
            .. PngParts.Chunk("PLTE"u8, [255, 0, 0, 0, 0, 255]),
            .. PngParts.Chunk("IDAT"u8, pixels.ToArray()),
            .. PngParts.Chunk("IEND"u8, []),
        ];
    }
}
