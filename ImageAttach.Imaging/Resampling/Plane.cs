namespace ImageAttach.Imaging.Resampling;

/// <summary>One plane of a picture: a byte for each pixel, row by row.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Pixels">The bytes.</param>
internal sealed record Plane(ImageSize Size, byte[] Pixels)
{
    public Plane(ImageSize size)
        : this(size, new byte[checked(size.Width * size.Height)])
    {
    }

    public Span<byte> Row(int y) => Pixels.AsSpan(y * Size.Width, Size.Width);

    /// <summary>The plane with rows and columns changed over.</summary>
    public Plane Turn()
    {
        Plane turned = new Plane(new ImageSize(Size.Height, Size.Width));
        for (int y = 0; y < Size.Height; y++)
        {
            Span<byte> row = Row(y);
            for (int x = 0, to = y; x < row.Length; x++, to += Size.Height)
                turned.Pixels[to] = row[x];
        }

        return turned;
    }
}
