using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Encodes baseline or progressive JPEG, gray or YCbCr with or without 4:2:0 subsampling, with optimal Huffman codes for each image.</summary>
internal sealed class JpegEncoder : IDisposable
{
    private readonly JpegWriter _writer = new();
    private readonly JpegTokenizer _tokenizer = new();

    private JpegEncoder()
    {
    }

    /// <param name="luma">Luma (Y).</param>
    /// <param name="cb">Blue-difference chroma (Cb), with as many pixels, or half of them on each axis, rounded up; null for a gray image.</param>
    /// <param name="cr">Red-difference chroma (Cr), likewise.</param>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    /// <param name="isProgressive">Whether it is progressive, which is smaller and takes longer.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static byte[] Encode(Plane luma, Plane? cb, Plane? cr, int quality, bool isProgressive, CancellationToken cancellationToken)
    {
        using JpegEncoder encoder = new();
        return encoder.Write(luma, cb is null ? [] : [cb, cr!], quality, isProgressive, cancellationToken);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _tokenizer.Dispose();
    }

    private byte[] Write(Plane luma, Plane[] chroma, int quality, bool isProgressive, CancellationToken cancellationToken)
    {
        byte[][] quantization = [JpegTables.Quantization(isChroma: false, quality), JpegTables.Quantization(isChroma: true, quality)];
        int factor = chroma.Length == 0 || chroma[0].Size == luma.Size ? 1 : 2;
        JpegPlane[] components =
        [
            new(luma, factor, 0, new ForwardDct(quantization[0])),
            .. chroma.Select(plane => new JpegPlane(plane, 1, 1, new ForwardDct(quantization[1]))),
        ];
        WriteHeaders(luma.Size, components, quantization, isProgressive);
        if (isProgressive)
            WriteScans(components, cancellationToken);
        else
            WriteScan(luma.Size, components, cancellationToken);
        _writer.Marker(0xD9);
        return _writer.ToArray();
    }

    private void WriteHeaders(ImageSize size, JpegPlane[] components, byte[][] quantization, bool isProgressive)
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
            isProgressive ? (byte)0xC2 : (byte)0xC0,
            [
                8, (byte)(size.Height >> 8), (byte)size.Height, (byte)(size.Width >> 8), (byte)size.Width, (byte)components.Length,
                .. components.SelectMany((component, i) => new[] { (byte)(i + 1), (byte)(component.Factor * 17), (byte)component.Table }),
            ]);
    }

    private void WriteScans(JpegPlane[] components, CancellationToken cancellationToken)
    {
        JpegCodedBlocks[] blocks = [.. components.Select(component => JpegCodedBlocks.Of(component, cancellationToken))];
        foreach ((int? component, JpegBand band) in ProgressiveScript.For(blocks.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ProgressiveScan scan = new(band);
            if (component is { } number)
                scan.AddAc(blocks[number]);
            else
                scan.AddDc(blocks);
            HuffmanCode?[] codes = [scan.Tokens.CodeFor(0), scan.Tokens.CodeFor(1)];
            for (int i = 0; i < codes.Length; i++)
                WriteCode(codes[i], isAc: band.Start > 0, i);
            byte[] selectors = component is { } one
                ? [(byte)(one + 1), 0]
                : [.. blocks.SelectMany((coded, i) => new[] { (byte)(i + 1), (byte)(coded.Table << 4) })];
            _writer.Segment(0xDA, [(byte)(selectors.Length / 2), .. selectors, (byte)band.Start, (byte)band.End, (byte)(band.High << 4 | band.Low)]);
            scan.Tokens.Write(_writer, codes);
            _writer.Finish();
        }
    }

    private void WriteCode(HuffmanCode? code, bool isAc, int number)
    {
        if (code is not null)
            _writer.Segment(0xC4, [(byte)((isAc ? 0x10 : 0) | number), .. code.Counts, .. code.Ordered]);
    }

    private void WriteScan(ImageSize size, JpegPlane[] components, CancellationToken cancellationToken)
    {
        _tokenizer.AddImage(size, components, cancellationToken);
        WriteTokens(components.Length == 1 ? 1 : 2);
    }

    private void WriteTokens(int tables)
    {
        HuffmanCode[] codes = new HuffmanCode[tables * 2];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = new HuffmanCode(_tokenizer.Frequencies[i]);
            WriteCode(codes[i], isAc: (i & 1) != 0, i >> 1);
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
    }
}
