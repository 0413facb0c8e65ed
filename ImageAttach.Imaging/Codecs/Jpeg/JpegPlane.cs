using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>A plane to encode.</summary>
internal sealed class JpegPlane(Plane plane, int factor, int table, ForwardDct dct)
{
    private const int Side = 8;

    public Plane Plane { get; } = plane;

    /// <summary>The sampling factor on both axes.</summary>
    public int Factor { get; } = factor;

    /// <summary>0 for luma, 1 for chroma.</summary>
    public int Table { get; } = table;

    /// <summary>The DC coefficient of the block before.</summary>
    public int PreviousDc { get; set; }

    /// <summary>Whether a block holds pixels of the image, and doesn't only fill an MCU.</summary>
    public bool Holds(int x, int y) => x < Plane.Size.Width && y < Plane.Size.Height;

    /// <summary>Transforms the block at a place.</summary>
    /// <param name="x">Where the block begins.</param>
    /// <param name="y">Where the block begins.</param>
    /// <param name="zigZag">Receives the coefficients that aren't zero, in zigzag order.</param>
    /// <returns>A bit for each coefficient that isn't zero.</returns>
    public ulong Transform(int x, int y, Span<short> zigZag)
    {
        ImageSize size = Plane.Size;
        if (x + Side <= size.Width && y + Side <= size.Height)
            return dct.Transform(Plane.Pixels.AsSpan((y * size.Width) + x), size.Width, zigZag);
        Span<byte> edge = stackalloc byte[Side * Side];
        CopyEdge(x, y, edge);
        return dct.Transform(edge, Side, zigZag);
    }

    // Beyond the edge the last pixels are repeated, which costs the fewest bits.
    private void CopyEdge(int x, int y, Span<byte> edge)
    {
        for (int i = 0; i < edge.Length; i++)
        {
            (int column, int row) = (Math.Min(x + (i % Side), Plane.Size.Width - 1), Math.Min(y + (i / Side), Plane.Size.Height - 1));
            edge[i] = Plane.Pixels[(row * Plane.Size.Width) + column];
        }
    }
}
