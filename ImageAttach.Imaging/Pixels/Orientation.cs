namespace ImageAttach.Imaging;

/// <summary>How stored pixels are turned to stand upright: EXIF's eight values.</summary>
/// <param name="Value">1 for upright; 2 to 4 mirrored or upside down; 5 to 8 lying on a side.</param>
internal readonly record struct Orientation(int Value)
{
    /// <summary>Stored as seen.</summary>
    public static Orientation Upright { get; } = new(1);

    /// <summary>The size of an image with its width and height changed over, where the orientation does that.</summary>
    public ImageSize Turn(ImageSize size) => SwapsSides ? new ImageSize(size.Height, size.Width) : size;

    /// <summary>Whether what is stored across is seen going down.</summary>
    public bool SwapsSides => Value >= 5;

    /// <summary>Whether what is stored across is seen running backwards.</summary>
    public bool MirrorsAcross => Value is 2 or 3 or 7 or 8;

    /// <summary>Whether what is stored going down is seen running backwards.</summary>
    public bool MirrorsDown => Value is 3 or 4 or 6 or 7;
}
