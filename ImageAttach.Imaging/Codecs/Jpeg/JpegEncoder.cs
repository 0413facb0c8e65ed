using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Encodes baseline JPEG, gray or YCbCr with 4:2:0 subsampling, with optimal Huffman codes for each image.</summary>
internal sealed class JpegEncoder : IDisposable
{
    private readonly JpegWriter _writer = new();
    private readonly JpegTokenizer _tokenizer = new();

    private JpegEncoder()
    {
    }

    /// <param name="luma">Luma (Y).</param>
    /// <param name="cb">Blue-difference chroma (Cb), with half the pixels on each axis, rounded up; null for a gray image.</param>
    /// <param name="cr">Red-difference chroma (Cr), likewise.</param>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static byte[] Encode(Plane luma, Plane? cb, Plane? cr, int quality, CancellationToken cancellationToken)
    {
        using JpegEncoder encoder = new();
        return encoder.Write(luma, cb is null ? [] : [cb, cr!], quality, cancellationToken);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _tokenizer.Dispose();
    }

    private byte[] Write(Plane luma, Plane[] chroma, int quality, CancellationToken cancellationToken)
    {
        byte[][] quantization = [JpegTables.Quantization(isChroma: false, quality), JpegTables.Quantization(isChroma: true, quality)];
        int factor = chroma.Length == 0 ? 1 : 2;
        JpegPlane[] components =
        [
            new(luma, factor, 0, new ForwardDct(quantization[0])),
            .. chroma.Select(plane => new JpegPlane(plane, 1, 1, new ForwardDct(quantization[1]))),
        ];
        _tokenizer.AddImage(luma.Size, components, cancellationToken);
        WriteHeaders(luma.Size, components, quantization);
        WriteTokens(chroma.Length == 0 ? 1 : 2);
        return _writer.ToArray();
    }

    private void WriteHeaders(ImageSize size, JpegPlane[] components, byte[][] quantization)
    {
        _writer.Marker(0xD8);
        _writer.Segment(0xE0, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8);
        foreach (int table in components.Select(component => component.Table).Distinct())
        {
            byte[] zigZag = new byte[64];
            for (int k = 0; k < 64; k++)
                zigZag[k] = quantization[table][ZigZag.Order[k]];
            _writer.Segment(0xDB, [(byte)table, .. zigZag]);
        }

        _writer.Segment(
            0xC0,
            [
                8, (byte)(size.Height >> 8), (byte)size.Height, (byte)(size.Width >> 8), (byte)size.Width, (byte)components.Length,
                .. components.SelectMany((component, i) => new[] { (byte)(i + 1), (byte)(component.Factor * 17), (byte)component.Table }),
            ]);
    }

    private void WriteTokens(int tables)
    {
        HuffmanCode[] codes = new HuffmanCode[tables * 2];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = new HuffmanCode(_tokenizer.Frequencies[i]);
            _writer.Segment(0xC4, [(byte)((i & 1) << 4 | i >> 1), .. codes[i].Counts, .. codes[i].Ordered]);
        }

        int components = tables == 1 ? 1 : 3;
        _writer.Segment(
            0xDA,
            [(byte)components, .. Enumerable.Range(0, components).SelectMany(i => new byte[] { (byte)(i + 1), (byte)(i == 0 ? 0 : 0x11) }), 0, 63, 0]);
        for (int chunk = 0; chunk < _tokenizer.Tokens.ChunkCount; chunk++)
        {
            foreach (uint token in _tokenizer.Tokens[chunk])
            {
                int symbol = (int)(token >> 16) & 0xFF;
                (uint code, int length) = codes[token >> 24][symbol];
                int size = symbol & 15;
                _writer.Bits((code << size) | (token & 0xFFFF), length + size);
            }
        }

        _writer.Finish();
        _writer.Marker(0xD9);
    }
}
