namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Unpacks the rows of a PNG into rows of planes, a byte for each pixel.</summary>
internal sealed class PngRowUnpacker
{
    private readonly PngHeader _header;
    private readonly byte[] _bytes;
    private readonly byte[] _palette = new byte[256 * 4];
    private readonly int[] _transparent = [-1, -1, -1];

    public PngRowUnpacker(PngHeader header, int planes)
    {
        _header = header;
        Rows = [.. Enumerable.Range(0, planes).Select(_ => new byte[header.Width])];
        _bytes = header.Depth == 8 ? [] : new byte[header.Width * header.Channels];
        if (header.ColorType == PngColorType.Palette)
            FillPalette();
        else
            FillTransparent();
    }

    /// <summary>The row last unpacked, plane by plane, premultiplied by alpha.</summary>
    public byte[][] Rows { get; }

    public void Unpack(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> bytes = _header.Depth == 8 ? row : ToBytes(row);
        switch (_header.ColorType)
        {
            case PngColorType.Palette:
                for (int plane = 0; plane < Rows.Length; plane++)
                    LookUp(bytes, plane);
                return;
            case PngColorType.Rgb:
                PixelRow.DeinterleaveRgb(bytes, Rows[0], Rows[1], Rows[2]);
                break;
            default:
                int channels = _header.Channels;
                for (int plane = 0; plane < Rows.Length; plane++)
                    ExtractChannel(bytes, ChannelOf(plane), channels, Rows[plane]);
                break;
        }

        if (Rows.Length < 4)
            return;
        if (_header.Transparency.Length > 0)
            FindTransparent(row);
        for (int plane = 0; plane < 3; plane++)
            PixelRow.Premultiply(Rows[plane], Rows[3]);
    }

    // Gray with alpha: each color gets the gray.
    private int ChannelOf(int plane) => _header.ColorType == PngColorType.Rgba ? plane : plane == 3 && _header.ColorType == PngColorType.GrayAlpha ? 1 : 0;

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
        // Only the low bits count.
        int maxValue = (1 << _header.Depth) - 1;
        for (int i = 0; i < _header.Transparency.Length / 2 && i < 3; i++)
            _transparent[i] = (_header.Transparency[i * 2] << 8 | _header.Transparency[(i * 2) + 1]) & maxValue;
    }

    private void LookUp(ReadOnlySpan<byte> indices, int plane)
    {
        Span<byte> colors = _palette.AsSpan(plane * 256, 256), to = Rows[plane];
        for (int x = 0; x < to.Length; x++)
            to[x] = colors[indices[x]];
    }

    private ReadOnlySpan<byte> ToBytes(ReadOnlySpan<byte> row)
    {
        if (_header.Depth == 16)
        {
            for (int i = 0; i < _bytes.Length; i++)
                _bytes[i] = (byte)((((row[2 * i] << 8 | row[(2 * i) + 1]) * 255) + 32_895) >> 16);
            return _bytes;
        }

        (int depth, int maxValue) = (_header.Depth, (1 << _header.Depth) - 1);
        int scale = _header.ColorType == PngColorType.Palette ? 1 : 255 / maxValue;
        for (int i = 0; i < _bytes.Length; i++)
        {
            int bit = i * depth;
            _bytes[i] = (byte)(((row[bit >> 3] >> (8 - depth - (bit & 7))) & maxValue) * scale);
        }

        return _bytes;
    }

    private void FindTransparent(ReadOnlySpan<byte> row)
    {
        (int channels, byte[] alpha) = (_header.Channels, Rows[3]);
        for (int x = 0; x < alpha.Length; x++)
        {
            bool isTransparent = true;
            for (int c = 0; c < channels; c++)
                isTransparent &= SampleAt(row, (x * channels) + c) == _transparent[c];
            alpha[x] = isTransparent ? (byte)0 : (byte)255;
        }
    }

    private int SampleAt(ReadOnlySpan<byte> row, int i) => _header.Depth switch
    {
        16 => row[2 * i] << 8 | row[(2 * i) + 1],
        8 => row[i],
        var depth => (row[i * depth >> 3] >> (8 - depth - (i * depth & 7))) & ((1 << depth) - 1),
    };

    private static void ExtractChannel(ReadOnlySpan<byte> bytes, int channel, int channels, Span<byte> to)
    {
        if (channels == 4)
        {
            PixelRow.ExtractChannel(bytes, channel, to);
            return;
        }

        for (int x = 0, at = channel; x < to.Length; x++, at += channels)
            to[x] = bytes[at];
    }
}
