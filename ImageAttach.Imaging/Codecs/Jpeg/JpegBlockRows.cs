namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Transforms the coefficients of a component to pixels, row by row of MCUs.</summary>
internal sealed class JpegBlockRows
{
    private readonly JpegBlocks _blocks;
    private readonly PlaneShape _shape;
    private readonly InverseDct _dct;
    private readonly int _stride;
    private readonly byte[] _pixels;
    private readonly short[] _block = new short[InverseDct.BlockLength];
    private readonly int _count;
    private int _emittedRows;

    public JpegBlockRows(JpegBlocks blocks, int side, PlaneShape shape)
    {
        (_blocks, _shape) = (blocks, shape);
        _dct = new InverseDct(side, blocks.Component.Quantization!);
        _stride = blocks.Stride * side;
        // Those behind the last one that is used needn't be looked at.
        _count = 1 + Array.FindLastIndex(_dct.NaturalOrder, index => index < InverseDct.BlockLength - 1);
        _pixels = new byte[_stride * blocks.Component.VerticalSampling * side];
    }

    public void EmitMcuRow(int mcuRow, int plane, PlaneRowCallback onRow)
    {
        int down = _blocks.Component.VerticalSampling;
        for (int v = 0; v < down; v++)
        {
            for (int x = 0; x < _blocks.Stride; x++)
                Transform(_blocks[x, (mcuRow * down) + v], _pixels.AsSpan((v * _dct.Side * _stride) + (x * _dct.Side)));
        }

        int rows = Math.Min(down * _dct.Side, _shape.Height - _emittedRows);
        for (int row = 0; row < rows; row++)
            onRow(plane, _pixels.AsSpan(row * _stride, _shape.Width));
        _emittedRows += rows;
    }

    private void Transform(ReadOnlySpan<short> coefficients, Span<byte> pixels)
    {
        if (_dct.Side == 1)
        {
            pixels[0] = _dct.TransformDc(coefficients[0]);
            return;
        }

        ReadOnlySpan<byte> order = _dct.NaturalOrder;
        ReadOnlySpan<short> used = coefficients[.._count];
        for (int k = 0; k < used.Length; k++)
            _block[order[k]] = used[k];
        _dct.Transform(_block, pixels, _stride);
    }
}
