namespace ImageAttach.Imaging;

/// <summary>How stored pixels are rotated and mirrored to be upright: EXIF's eight values.</summary>
/// <param name="Value">1 for upright; 2 to 4 mirrored or upside down; 5 to 8 lying on a side.</param>
internal readonly record struct Orientation(int Value)
{
    /// <summary>Stored as seen.</summary>
    public static Orientation Upright { get; } = new(1);

    /// <summary>The size of an image as a viewer sees it: width and height swapped, where the orientation does that.</summary>
    public ImageSize Apply(ImageSize size) => SwapsAxes ? new ImageSize(size.Height, size.Width) : size;

    /// <summary>Whether what is stored across is seen going down.</summary>
    public bool SwapsAxes => Value >= 5;

    /// <summary>Whether what is stored across is seen running backwards.</summary>
    public bool FlipsX => Value is 2 or 3 or 7 or 8;

    /// <summary>Whether what is stored going down is seen running backwards.</summary>
    public bool FlipsY => Value is 3 or 4 or 6 or 7;
}
