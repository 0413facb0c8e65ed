using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Codecs.Bmp;

/// <summary>Unpacks the rows of a bitmap into rows of planes, a byte for each pixel.</summary>
internal sealed class BmpRowUnpacker
{
    private readonly int _bits;
    private readonly uint[]? _palette;
    private readonly BmpChannel[] _channels;

    private BmpRowUnpacker(BmpHeader header, uint[]? palette, BmpChannel[] channels)
    {
        (_bits, _palette, _channels) = (header.BitsPerPixel, palette, channels);
        Rows = [.. Enumerable.Range(0, channels.Length).Select(_ => new byte[header.Width])];
    }

    /// <summary>The row last unpacked, plane by plane, premultiplied by alpha.</summary>
    public byte[][] Rows { get; }

    /// <param name="header">The bitmap's header.</param>
    /// <param name="file">The file, for its palette.</param>
    /// <returns>The unpacker; null for pixels of an unusual kind.</returns>
    public static BmpRowUnpacker? TryCreate(BmpHeader header, ReadOnlySpan<byte> file)
    {
        switch (header.BitsPerPixel)
        {
            case 1 or 4 or 8:
                return new(header, ReadPalette(header, file), [BmpChannel.Red, BmpChannel.Green, BmpChannel.Blue]);
            case 24:
                return new(header, null, [BmpChannel.Red, BmpChannel.Green, BmpChannel.Blue]);
            case 16 or 32:
                // Without a mask for alpha, the image is opaque.
                BmpChannel?[] channels = [.. header.GetMasks().Where((mask, i) => i < 3 || mask != 0).Select(BmpChannel.TryCreate)];
                return Array.TrueForAll(channels, channel => channel is not null) ? new(header, null, channels!) : null;
            default:
                return null;
        }
    }

    public void Unpack(ReadOnlySpan<byte> row)
    {
        for (int plane = 0; plane < Rows.Length; plane++)
            Unpack(row, _channels[plane], Rows[plane]);
        for (int plane = 0; plane < 3 && Rows.Length == 4; plane++)
            PixelRow.Premultiply(Rows[plane], Rows[3]);
    }

    private void Unpack(ReadOnlySpan<byte> row, BmpChannel channel, Span<byte> to)
    {
        switch (_bits)
        {
            case 32 when channel.IsByte:
                PixelRow.ExtractChannel(row, channel.Shift / 8, to);
                break;
            case 32:
                ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(row);
                for (int x = 0; x < to.Length; x++)
                    to[x] = channel.Of(BitConverter.IsLittleEndian ? pixels[x] : BinaryPrimitives.ReverseEndianness(pixels[x]));
                break;
            case 24:
                for (int x = 0, at = channel.Shift / 8; x < to.Length; x++, at += 3)
                    to[x] = row[at];
                break;
            case 16:
                for (int x = 0; x < to.Length; x++)
                    to[x] = channel.Of((uint)(row[2 * x] | row[(2 * x) + 1] << 8));
                break;
            default:
                for (int x = 0; x < to.Length; x++)
                    to[x] = channel.Of(_palette![IndexAt(row, x)]);
                break;
        }
    }

    private int IndexAt(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * _bits;
        return (row[bit >> 3] >> (8 - _bits - (bit & 7))) & ((1 << _bits) - 1);
    }

    // Colors that aren't in the file are black.
    private static uint[] ReadPalette(BmpHeader header, ReadOnlySpan<byte> file)
    {
        uint[] palette = new uint[1 << header.BitsPerPixel];
        int length = header.IsOldest ? 3 : 4;
        int count = (int)Math.Min(header.PaletteLength == 0 ? int.MaxValue : header.PaletteLength, palette.Length);
        long start = BmpHeader.FileHeaderLength + header.Length;
        for (int i = 0; i < count && start + ((i + 1) * length) <= header.PixelsStart; i++)
        {
            ReadOnlySpan<byte> color = file.Slice((int)start + (i * length), 3);
            palette[i] = (uint)(color[0] | color[1] << 8 | color[2] << 16);
        }

        return palette;
    }
}
