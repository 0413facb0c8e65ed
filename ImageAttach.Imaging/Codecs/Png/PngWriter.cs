using System.Buffers.Binary;
using System.IO.Compression;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Writes PNGs of 8 bits, with .NET's zlib: gray, colors, or colors and alpha.</summary>
internal static class PngWriter
{
    /// <param name="image">Luma; or red, green, blue, and perhaps alpha that they are multiplied by.</param>
    /// <param name="effort">How much time it may take.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static byte[] Write(PlanarImage image, Effort effort, CancellationToken cancellationToken)
    {
        image = WithoutOpaqueAlpha(image);
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
        WritePixels(file, image, effort, cancellationToken);
        WriteChunk(file, "IEND"u8, []);
        return file.Written.ToArray();
    }

    private static PlanarImage WithoutOpaqueAlpha(PlanarImage image) =>
        image.Kind == PixelKind.Rgba && image.Planes[3].Pixels.AsSpan().IndexOfAnyExcept((byte)255) < 0
            ? new PlanarImage(PixelKind.Rgb, image.Size, [.. image.Planes.Take(3)])
            : image;

    // With every row stored as its difference to the one above, which costs next to nothing, level 2 is as small as level 6 without,
    // in half the time.
    private static ZLibCompressionOptions OptionsFor(Effort effort) => effort switch
    {
        Effort.Fast => new() { CompressionLevel = 1 },
        Effort.Small => new() { CompressionLevel = 9, CompressionStrategy = ZLibCompressionStrategy.Filtered },
        _ => new() { CompressionLevel = 2 },
    };

    private static void WritePixels(PooledBytes file, PlanarImage image, Effort effort, CancellationToken cancellationToken)
    {
        using PooledBytes compressed = new();
        using (ZLibStream deflating = new(compressed, OptionsFor(effort), leaveOpen: true))
        {
            int length = image.Size.Width * image.Planes.Count;
            (byte[] row, byte[] above) = (new byte[length], new byte[length]);
            PngRowFilter filter = new(length, image.Planes.Count, chooses: effort == Effort.Small);
            for (int y = 0; y < image.Size.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Interleave(image.Planes, y, row);
                deflating.Write(filter.Filter(row, above));
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
