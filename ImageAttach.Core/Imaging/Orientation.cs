namespace ImageAttach.Imaging;

/// <summary>How stored pixels are turned to stand upright: EXIF's eight values.</summary>
/// <param name="Value">1 for upright; 2 to 4 mirrored or upside down; 5 to 8 lying on a side.</param>
internal readonly record struct Orientation(int Value)
{
    /// <summary>Stored as seen.</summary>
    public static Orientation Upright { get; } = new(1);

    /// <summary>The size of an image with its width and height changed over, where the orientation does that.</summary>
    public ImageSize Turn(ImageSize size) => Value >= 5 ? new ImageSize(size.Height, size.Width) : size;

    /// <summary>Turns a raster upright.</summary>
    public Raster Apply(Raster stored)
    {
        if (Value == 1)
            return stored;
        var size = Turn(stored.Size);
        var upright = new uint[stored.Pixels.Length];
        var (start, stepRight, stepDown) = Path(stored.Size);
        for (int y = 0, to = 0; y < size.Height; y++)
        {
            var from = start + (y * stepDown);
            for (var x = 0; x < size.Width; x++, from += stepRight)
                upright[to++] = stored.Pixels[from];
        }

        return new Raster(size, upright);
    }

    // Where in the stored pixels the upright picture's first pixel is, and how far to go for the next to its right and below.
    private (int Start, int StepRight, int StepDown) Path(ImageSize stored)
    {
        var (right, bottom) = (stored.Width - 1, (stored.Height - 1) * stored.Width);
        var row = stored.Width;
        return Value switch
        {
            2 => (right, -1, row),
            3 => (right + bottom, -1, -row),
            4 => (bottom, 1, -row),
            5 => (0, row, 1),
            6 => (bottom, -row, 1),
            7 => (right + bottom, -row, -1),
            8 => (right, row, -1),
            _ => (0, 1, row),
        };
    }
}
