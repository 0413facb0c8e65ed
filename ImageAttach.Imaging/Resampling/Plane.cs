namespace ImageAttach.Imaging.Resampling;

/// <summary>One plane of an image: a byte for each pixel, row by row.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Pixels">The bytes.</param>
internal sealed record Plane(ImageSize Size, byte[] Pixels)
{
    public Plane(ImageSize size)
        : this(size, new byte[checked(size.Width * size.Height)])
    {
    }

    public Span<byte> Row(int y) => Pixels.AsSpan(y * Size.Width, Size.Width);

    /// <summary>The transposed plane: its rows are the columns of this one.</summary>
    public Plane Transpose()
    {
        Plane transposed = new(new ImageSize(Size.Height, Size.Width));
        for (int y = 0; y < Size.Height; y++)
        {
            Span<byte> row = Row(y);
            for (int x = 0, to = y; x < row.Length; x++, to += Size.Height)
                transposed.Pixels[to] = row[x];
        }

        return transposed;
    }
}
