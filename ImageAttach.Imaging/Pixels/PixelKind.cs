namespace ImageAttach.Imaging;

/// <summary>What the planes of a picture hold.</summary>
internal enum PixelKind
{
    /// <summary>One plane of brightness.</summary>
    Grey,

    /// <summary>Brightness, and two differences of colour that may have fewer pixels.</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Red, green, blue, each multiplied by alpha; and alpha.</summary>
    Rgba,
}
