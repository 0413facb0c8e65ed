namespace ImageAttach.Imaging;

/// <summary>The size of one plane of an image being decoded.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="ScaleX">How many of them there are to a pixel of the whole image, across.</param>
/// <param name="ScaleY">How many of them there are to a pixel of the whole image, down.</param>
internal readonly record struct PlaneShape(int Width, int Height, double ScaleX, double ScaleY);
