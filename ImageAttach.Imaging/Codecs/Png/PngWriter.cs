using System.Buffers.Binary;
using System.IO.Compression;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Writes PNGs of 8 bits, with .NET's zlib: gray, colors, or colors and alpha.</summary>
internal static class PngWriter
{
    // With every row stored as its difference to the one above, which costs next to nothing, this is as small as level 6 without,
    // in half the time.
    private const int Level = 2;
    private const byte Up = 2;

    /// <param name="image">Luma; or red, green, blue, and perhaps alpha that they are multiplied by.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static byte[] Write(PlanarImage image, CancellationToken cancellationToken)
    {
        using PooledBytes file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        PngColorType colorType = image.Kind switch
        {
            PixelKind.Gray => PngColorType.Gray,
            PixelKind.Rgb => PngColorType.Rgb,
            _ => PngColorType.Rgba,
        };
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Size.Height);
        (header[8], header[9]) = (8, (byte)colorType);
        WriteChunk(file, "IHDR"u8, header);
        WritePixels(file, image, cancellationToken);
        WriteChunk(file, "IEND"u8, []);
        return file.Written.ToArray();
    }

    private static void WritePixels(PooledBytes file, PlanarImage image, CancellationToken cancellationToken)
    {
        using PooledBytes compressed = new();
        using (ZLibStream deflating = new(compressed, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
        {
            int length = image.Size.Width * image.Planes.Count;
            (byte[] row, byte[] above, byte[] filtered) = (new byte[length], new byte[length], new byte[1 + length]);
            filtered[0] = Up;
            for (int y = 0; y < image.Size.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Interleave(image.Planes, y, row);
                Subtract(row, above, filtered.AsSpan(1));
                deflating.Write(filtered);
                (row, above) = (above, row);
            }
        }

        WriteChunk(file, "IDAT"u8, compressed.Written);
    }

    private static void Interleave(IReadOnlyList<Plane> planes, int y, Span<byte> row)
    {
        for (int i = 0; i < planes.Count; i++)
        {
            Span<byte> from = planes[i].Row(y);
            for (int x = 0, to = i; x < from.Length; x++, to += planes.Count)
                row[to] = from[x];
        }

        if (planes.Count == 4)
            DivideByAlpha(row);
    }

    private static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> difference)
    {
        int x = 0;
        for (; x <= row.Length - System.Numerics.Vector<byte>.Count; x += System.Numerics.Vector<byte>.Count)
            (new System.Numerics.Vector<byte>(row[x..]) - new System.Numerics.Vector<byte>(above[x..])).CopyTo(difference[x..]);
        for (; x < row.Length; x++)
            difference[x] = (byte)(row[x] - above[x]);
    }

    private static void DivideByAlpha(Span<byte> row)
    {
        for (int at = 0; at < row.Length; at += 4)
        {
            int alpha = row[at + 3];
            if (alpha is 0 or 255)
                continue;
            for (int c = at; c < at + 3; c++)
                row[c] = (byte)Math.Min(255, ((row[c] * 255) + (alpha / 2)) / alpha);
        }
    }

    private static void WriteChunk(PooledBytes file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksum.Of(type, content));
        file.Write(number);
    }
}
