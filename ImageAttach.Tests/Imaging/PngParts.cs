using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageAttach.Tests.Imaging;

/// <summary>PNG files put together by hand.</summary>
internal static class PngParts
{
    private const int EndLength = 12;
    private const int HeaderEnd = 33;

    public static byte[] WithExif(byte[] png, byte[] exif, bool behindPixels)
    {
        var at = behindPixels ? png.Length - EndLength : HeaderEnd;
        return [.. png.AsSpan(0, at), .. Chunk("eXIf"u8, exif), .. png.AsSpan(at)];
    }

    public static byte[] WithProfile(byte[] png, byte[] profile) =>
        [.. png.AsSpan(0, HeaderEnd), .. Chunk("iCCP"u8, [.. "profile\0\0"u8, .. Deflate(profile, times: 1)]), .. png.AsSpan(HeaderEnd)];

    /// <summary>The same file with a chunk between its header and all others.</summary>
    public static byte[] WithChunkBeforePixels(byte[] png, ReadOnlySpan<byte> type, byte[] content) =>
        [.. png.AsSpan(0, HeaderEnd), .. Chunk(type, content), .. png.AsSpan(HeaderEnd)];

    /// <summary>A black picture of one bit per pixel: next to nothing as a file, however large it is.</summary>
    public static byte[] Black(int width, int height) => WithPixels(width, height, Deflate(new byte[((width + 7) / 8) + 1], height));

    /// <summary>A picture of one bit per pixel whose compressed pixels are given.</summary>
    public static byte[] WithPixels(int width, int height, byte[] compressed)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        return [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, compressed), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A file that is whole by its structure, but has only the first two thousand bytes of its pixels.</summary>
    public static byte[] WithPixelsCutOut(byte[] png)
    {
        var data = png.AsSpan().IndexOf("IDAT"u8);
        return [.. png.AsSpan(0, data - 4), .. Chunk("IDAT"u8, png[(data + 4)..(data + 2000)]), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Puts right the checksums of a damaged file, so that the damage reaches the decoder's inside.</summary>
    public static byte[] WithChecksums(byte[] png)
    {
        var mended = png.ToArray();
        for (long at = 8, length; at + EndLength <= mended.Length; at += length + EndLength)
        {
            length = BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan((int)at));
            if (at + EndLength + length <= mended.Length)
                BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan((int)(at + 8 + length)), Checksum(mended.AsSpan((int)at + 4, (int)length + 4)));
        }

        return mended;
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static byte[] Deflate(byte[] row, int times)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize))
        {
            for (var i = 0; i < times; i++)
                zlib.Write(row);
        }

        return output.ToArray();
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
