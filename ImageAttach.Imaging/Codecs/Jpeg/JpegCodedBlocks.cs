using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The quantized coefficients of a plane, block by block, for scans that each hold a part of them.</summary>
internal sealed class JpegCodedBlocks
{
    private const int Side = 8;

    private readonly short[] _coefficients;

    private JpegCodedBlocks(ImageSize size, int factor, int table)
    {
        (Factor, Table) = (factor, table);
        (Columns, Rows) = (DivideRoundingUp(size.Width, Side), DivideRoundingUp(size.Height, Side));
        _coefficients = new short[checked(Columns * Rows * Side * Side)];
    }

    /// <summary>The sampling factor on both axes.</summary>
    public int Factor { get; }

    /// <summary>0 for luma, 1 for chroma.</summary>
    public int Table { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The coefficients of a block, in zigzag order.</summary>
    public Span<short> this[int column, int row] => _coefficients.AsSpan(((row * Columns) + column) * Side * Side, Side * Side);

    /// <summary>Transforms a plane.</summary>
    public static JpegCodedBlocks Of(JpegPlane component, CancellationToken cancellationToken)
    {
        JpegCodedBlocks blocks = new(component.Plane.Size, component.Factor, component.Table);
        for (int y = 0; y < blocks.Rows; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < blocks.Columns; x++)
                component.Transform(x * Side, y * Side, blocks[x, y]);
        }

        return blocks;
    }

    private static int DivideRoundingUp(int number, int by) => (number + by - 1) / by;
}
