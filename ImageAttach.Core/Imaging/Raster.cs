namespace ImageAttach.Imaging;

/// <summary>Decoded pixels, in rows from top to bottom.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Pixels">Red, green, blue and alpha, a byte each in memory order, colours multiplied by alpha.</param>
internal sealed record Raster(ImageSize Size, uint[] Pixels);
