namespace ImageAttach;

/// <summary>A decoded image: upright, sRGB, in rows from top to bottom without gaps.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Pixels">Red, green, blue and alpha, a byte each, colors multiplied by alpha.</param>
/// <param name="IsOpaque">True when no pixel is transparent.</param>
public sealed record DecodedImage(ImageSize Size, ReadOnlyMemory<byte> Pixels, bool IsOpaque);
