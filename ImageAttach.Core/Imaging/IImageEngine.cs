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

    /// <summary>Makes a thumbnail: upright, sRGB, free of metadata.</summary>
    /// <param name="original">The original's file, whole.</param>
    /// <param name="size">The thumbnail's size, seen upright.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <exception cref="ImageFormatException">The original can't be decoded.</exception>
    EncodedImage MakeThumbnail(ReadOnlyMemory<byte> original, ImageSize size, CancellationToken cancellationToken);
}
