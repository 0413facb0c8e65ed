using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageAttach.Tests.Imaging;

/// <summary>PNGs of given colors, a pixel each.</summary>
internal static class RampPng
{
    /// <param name="colors">Red, green and blue of each pixel.</param>
    /// <param name="chunks">What stands between the header and the pixels.</param>
    /// <param name="chunksBehind">What stands behind the pixels.</param>
    public static byte[] Write(byte[][] colors, byte[]? chunks = null, byte[]? chunksBehind = null)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, colors.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 1);
        (header[8], header[9]) = (8, 2);
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write([0, .. colors.SelectMany(color => color)]);
        return
        [
            0x89, .. "PNG\r\n\u001A\n"u8, .. PngParts.Chunk("IHDR"u8, header), .. chunks ?? [],
            .. PngParts.Chunk("IDAT"u8, compressed.ToArray()), .. chunksBehind ?? [], .. PngParts.Chunk("IEND"u8, []),
        ];
    }
}
