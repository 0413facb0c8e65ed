using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Makes rows of planes, a byte a pixel, of the rows of a PNG.</summary>
internal sealed class PngUnpacking
{
    private readonly PngHeader _header;
    private readonly byte[] _bytes;
    private readonly byte[] _palette = new byte[256 * 4];
    private readonly int[] _transparent = [-1, -1, -1];

    public PngUnpacking(PngHeader header, int planes)
    {
        _header = header;
        Rows = [.. Enumerable.Range(0, planes).Select(_ => new byte[header.Width])];
        _bytes = header.Depth == 8 ? [] : new byte[header.Width * header.Channels];
        if (header.Colour == PngColour.Palette)
            FillPalette();
        else
            FillTransparent();
    }

    /// <summary>The row last unpacked, plane by plane; colours multiplied by alpha.</summary>
    public byte[][] Rows { get; }

    public void Unpack(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> bytes = _header.Depth == 8 ? row : ToBytes(row);
        switch (_header.Colour)
        {
            case PngColour.Palette:
                for (int plane = 0; plane < Rows.Length; plane++)
                    Look(bytes, plane);
                return;
            case PngColour.Rgb:
                PickOfThree(bytes);
                break;
            default:
                int channels = _header.Channels;
                for (int plane = 0; plane < Rows.Length; plane++)
                    Pick(bytes, ChannelOf(plane), channels, Rows[plane]);
                break;
        }

        if (Rows.Length < 4)
            return;
        if (_header.Transparency.Length > 0)
            FindTransparent(row);
        for (int plane = 0; plane < 3; plane++)
            Multiply(Rows[plane], Rows[3]);
    }

    // Grey with alpha gives each colour its grey.
    private int ChannelOf(int plane) => _header.Colour == PngColour.Rgba ? plane : plane == 3 && _header.Colour == PngColour.GreyAlpha ? 1 : 0;

    private void FillPalette()
    {
        for (int i = 0; i < 256; i++)
        {
            byte alpha = i < _header.Transparency.Length ? _header.Transparency[i] : (byte)255;
            for (int c = 0; c < 3; c++)
            {
                int at = (i * 3) + c;
                _palette[(c * 256) + i] = (byte)(((at < _header.Palette.Length ? _header.Palette[at] : 0) * alpha + 127) / 255);
            }

            _palette[(3 * 256) + i] = alpha;
        }
    }

    private void FillTransparent()
    {
        for (int i = 0; i < _header.Transparency.Length / 2 && i < 3; i++)
            _transparent[i] = _header.Transparency[i * 2] << 8 | _header.Transparency[(i * 2) + 1];
    }

    private void Look(ReadOnlySpan<byte> indices, int plane)
    {
        Span<byte> colours = _palette.AsSpan(plane * 256, 256), to = Rows[plane];
        for (int x = 0; x < to.Length; x++)
            to[x] = colours[indices[x]];
    }

    private ReadOnlySpan<byte> ToBytes(ReadOnlySpan<byte> row)
    {
        if (_header.Depth == 16)
        {
            for (int i = 0; i < _bytes.Length; i++)
                _bytes[i] = (byte)((((row[2 * i] << 8 | row[(2 * i) + 1]) * 255) + 32_895) >> 16);
            return _bytes;
        }

        (int depth, int most) = (_header.Depth, (1 << _header.Depth) - 1);
        int scale = _header.Colour == PngColour.Palette ? 1 : 255 / most;
        for (int i = 0; i < _bytes.Length; i++)
        {
            int bit = i * depth;
            _bytes[i] = (byte)(((row[bit >> 3] >> (8 - depth - (bit & 7))) & most) * scale);
        }

        return _bytes;
    }

    private void FindTransparent(ReadOnlySpan<byte> row)
    {
        (int channels, byte[]? alpha) = (_header.Channels, Rows[3]);
        for (int x = 0; x < alpha.Length; x++)
        {
            bool isTransparent = true;
            for (int c = 0; c < channels; c++)
                isTransparent &= NumberAt(row, (x * channels) + c) == _transparent[c];
            alpha[x] = isTransparent ? (byte)0 : (byte)255;
        }
    }

    private int NumberAt(ReadOnlySpan<byte> row, int i) => _header.Depth switch
    {
        16 => row[2 * i] << 8 | row[(2 * i) + 1],
        8 => row[i],
        var depth => (row[i * depth >> 3] >> (8 - depth - (i * depth & 7))) & ((1 << depth) - 1),
    };

    private static void Pick(ReadOnlySpan<byte> bytes, int channel, int channels, Span<byte> to)
    {
        if (channels == 4)
        {
            PixelRow.Pick(bytes, channel, to);
            return;
        }

        for (int x = 0, at = channel; x < to.Length; x++, at += channels)
            to[x] = bytes[at];
    }

    private void PickOfThree(ReadOnlySpan<byte> bytes)
    {
        (byte[]? red, byte[]? green, byte[]? blue) = (Rows[0], Rows[1], Rows[2]);
        ref byte from = ref MemoryMarshal.GetReference(bytes[..(red.Length * 3)]);
        int x = 0;
        for (; x + 16 <= red.Length; x += 16)
        {
            Vector128<byte> a = Vector128.LoadUnsafe(ref from, (nuint)(x * 3));
            Vector128<byte> b = Vector128.LoadUnsafe(ref from, (nuint)(x * 3) + 16);
            Vector128<byte> c = Vector128.LoadUnsafe(ref from, (nuint)(x * 3) + 32);
            // An index beyond the vector gives zero.
            (Vector128.Shuffle(a, Vector128.Create((byte)0, 3, 6, 9, 12, 15, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, N, 2, 5, 8, 11, 14, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 1, 4, 7, 10, 13))).CopyTo(red, x);
            (Vector128.Shuffle(a, Vector128.Create((byte)1, 4, 7, 10, 13, N, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, 0, 3, 6, 9, 12, 15, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 2, 5, 8, 11, 14))).CopyTo(green, x);
            (Vector128.Shuffle(a, Vector128.Create((byte)2, 5, 8, 11, 14, N, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, 1, 4, 7, 10, 13, N, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, 0, 3, 6, 9, 12, 15))).CopyTo(blue, x);
        }

        for (; x < red.Length; x++)
            (red[x], green[x], blue[x]) = (bytes[x * 3], bytes[(x * 3) + 1], bytes[(x * 3) + 2]);
    }

    private const byte N = 255;

    private static void Multiply(Span<byte> colours, ReadOnlySpan<byte> alpha)
    {
        int x = 0;
        for (; x + 16 <= colours.Length; x += 16)
        {
            (Vector128<byte> c, Vector128<byte> a) = (Vector128.LoadUnsafe(ref colours[x]), Vector128.LoadUnsafe(in alpha[x]));
            Vector128<ushort> low = Scaled(Vector128.WidenLower(c) * Vector128.WidenLower(a));
            Vector128<ushort> high = Scaled(Vector128.WidenUpper(c) * Vector128.WidenUpper(a));
            Vector128.Narrow(low, high).StoreUnsafe(ref colours[x]);
        }

        for (; x < colours.Length; x++)
            colours[x] = (byte)(((colours[x] * alpha[x]) + 127) / 255);

        // Divided by 255 and rounded, without dividing.
        static Vector128<ushort> Scaled(Vector128<ushort> product)
        {
            Vector128<ushort> rounded = product + Vector128.Create((ushort)128);
            return (rounded + (rounded >>> 8)) >>> 8;
        }
    }
}
