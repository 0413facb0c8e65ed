namespace ImageAttach.Imaging;

/// <summary>What the planes of an image hold.</summary>
internal enum PixelKind
{
    /// <summary>One plane of luma.</summary>
    Gray,

    /// <summary>Luma, and two differences of color that may have fewer pixels.</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Red, green, blue, each multiplied by alpha; and alpha.</summary>
    Rgba,

    /// <summary>The four inks of a press, as they are stored.</summary>
    Cmyk,
}
