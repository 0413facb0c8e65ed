namespace ImageAttach;

/// <summary>A decoded image: upright, in rows from top to bottom without gaps.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Pixels">Red, green, blue and alpha, a byte each, colors multiplied by alpha.</param>
/// <param name="IsOpaque">True when no pixel is transparent.</param>
public sealed record DecodedImage(ImageSize Size, ReadOnlyMemory<byte> Pixels, bool IsOpaque)
{
    /// <summary>Gets the ICC profile that the colors are in. Default: empty, and they are sRGB.</summary>
    /// <remarks>Thumbnails are converted from it to sRGB. A profile that isn't one of red, green and blue is ignored.</remarks>
    public ReadOnlyMemory<byte> ColorProfile { get; init; }
}
