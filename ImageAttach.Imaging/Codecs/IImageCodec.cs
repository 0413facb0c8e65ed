using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Reads media types that ImageAttach doesn't read itself, such as SVG and PDF, or takes over ones that it does.</summary>
/// <remarks>
/// <para>Given to an engine by <see cref="ImagingOptions.Codecs"/>; used by many threads at once. ImageAttach finds a file's type from its
/// bytes, checks the limits, scales what is decoded to the wanted size, and writes the thumbnail.</para>
/// <para>Files come from strangers: an implementation must bound the memory and the time that it takes, and reach for nothing
/// outside the file.</para>
/// </remarks>
public interface IImageCodec
{
    /// <summary>
    /// The media types that it reads, of those whose beginnings ImageAttach recognizes: JPEG, PNG, GIF, WebP, BMP, ICO, SVG, PDF,
    /// TIFF, AVIF, HEIC, JPEG XL and JPEG 2000.
    /// </summary>
    IReadOnlySet<string> MediaTypes { get; }

    /// <summary>Reads the size as a viewer sees it, and makes sure that the file can be read. Pixels need not be decoded.</summary>
    /// <param name="file">The file, which can seek; from its position to its end. ImageAttach puts the position back.</param>
    /// <param name="limits">What is allowed. Bytes and type are checked before, the size after the call; frames are for the codec to check.</param>
    /// <exception cref="ImageFormatException">Broken, cut short, or of a kind that isn't supported.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit, or too much work.</exception>
    ImageSize ReadSize(Stream file, ImageLimits limits);

    /// <summary>Decodes or draws the image; of several frames or pages the first.</summary>
    /// <param name="file">The file, whole.</param>
    /// <param name="size">The size wanted. What can be drawn at any size is drawn at this one; a larger image is scaled down by ImageAttach.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
    /// <exception cref="ImageLimitException">Too large, or too much work.</exception>
    DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken);

    /// <summary>Copies a file without its metadata, for <see cref="ImageLimits.StripMetadata"/>.</summary>
    /// <param name="file">The file, which can seek; from its position to its end. The position may be left anywhere.</param>
    /// <param name="destination">Receives the copy, which must look the same and have the same size in pixels.</param>
    /// <returns>False when metadata can't be removed from files of this type, the default; the file is then refused.</returns>
    /// <exception cref="ImageFormatException">The file is broken.</exception>
    bool TryRemoveMetadata(Stream file, Stream destination) => false;
}
