using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging.Colors;

/// <summary>Converts finished thumbnails from their original's colors to sRGB.</summary>
internal interface IColorConverter
{
    /// <summary>Converts an image.</summary>
    /// <param name="image">The image, in the planes of its source.</param>
    /// <returns>Red, green, blue, and alpha if the image has it.</returns>
    PlanarImage ToSrgb(PlanarImage image);
}
