using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging;

/// <summary>The door to the imaging engine.</summary>
internal interface IImageEngine
{
    /// <summary>Reads type and size, and makes sure that the file is whole and within the limits. No pixel is decoded.</summary>
    /// <param name="image">The file, which can seek; read from its position to its end, and left where it was.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    ImageHeader ReadHeader(Stream image, ImageLimits limits);

    /// <summary>Makes thumbnails of one original, decoding it once: upright, sRGB, free of metadata.</summary>
    /// <param name="original">The original's file, whole.</param>
    /// <param name="recipes">What to make, one or more.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <returns>The thumbnails, in the order of the recipes.</returns>
    /// <exception cref="ImageFormatException">The original can't be decoded.</exception>
    /// <exception cref="ImageLimitException">A thumbnail would be larger than its format allows.</exception>
    IReadOnlyList<EncodedImage> MakeThumbnails(
        ReadOnlyMemory<byte> original, IReadOnlyList<ThumbnailRecipe> recipes, CancellationToken cancellationToken);

    /// <summary>Decodes a picture to a small one: upright, sRGB, in red, green, blue, and perhaps alpha.</summary>
    /// <param name="original">The picture's file, whole.</param>
    /// <param name="longestSide">The most pixels on a side. A picture that has fewer keeps them.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <exception cref="ImageFormatException">The picture can't be decoded.</exception>
    Picture Decode(ReadOnlyMemory<byte> original, int longestSide, CancellationToken cancellationToken);
}
