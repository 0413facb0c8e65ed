using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageAttach.Tests.Imaging;

/// <summary>Writes PNGs of the kinds that Skia doesn't write: 16 bits, grey with alpha, palettes, few colours.</summary>
internal static class PngWriter16
{
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="colour">PNG's number: 0 grey, 2 colours, 3 palette, 4 grey and alpha, 6 colours and alpha.</param>
    /// <param name="depth">Bits of each number.</param>
    /// <param name="transparent">Whether one colour, or grey, is transparent.</param>
    public static byte[] Write(int width, int height, byte colour, byte depth, bool transparent = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        List<byte> file = [.. PngSignature, .. PngParts.Chunk("IHDR"u8, header)];
        if (colour == 3)
        {
            file.AddRange(PngParts.Chunk("PLTE"u8, [.. Enumerable.Range(0, 1 << depth).SelectMany(i => new[] { (byte)(i * 7), (byte)(255 - (i * 3)), (byte)(i * 11) })]));
            file.AddRange(PngParts.Chunk("tRNS"u8, [.. Enumerable.Range(0, 1 << depth).Select(i => (byte)(255 - (i % 4 * 60)))]));
        }

        if (transparent)
            file.AddRange(PngParts.Chunk("tRNS"u8, colour == 0 ? [0, 40] : [0, 40, 0, 90, 0, 200]));
        file.AddRange(PngParts.Chunk("IDAT"u8, Pixels(width, height, colour, depth)));
        file.AddRange(PngParts.Chunk("IEND"u8, []));
        return [.. file];
    }

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Slow waves, another for each channel.
    private static byte[] Pixels(int width, int height, byte colour, byte depth)
    {
        using var compressed = new MemoryStream();
        using (var deflating = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
            for (var y = 0; y < height; y++)
            {
                var row = new byte[1 + (((width * channels * depth) + 7) / 8)];
                for (var i = 0; i < width * channels; i++)
                    Put(row.AsSpan(1), i, depth, Value(i / channels, y, i % channels));
                deflating.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static double Value(int x, int y, int channel) =>
        channel == 0 && x is > 40 and < 90 && y is > 40 and < 90 ? 40 / 255.0 : 0.5 + (0.45 * Math.Sin((x * 0.03 * (channel + 1)) + (y * 0.05) + channel));

    private static void Put(Span<byte> row, int i, int depth, double value)
    {
        if (depth == 16)
        {
            BinaryPrimitives.WriteUInt16BigEndian(row[(2 * i)..], (ushort)(value * 65_535));
            return;
        }

        var number = (int)(value * ((1 << depth) - 1));
        row[i * depth / 8] |= (byte)(number << (8 - depth - (i * depth % 8)));
    }
}
