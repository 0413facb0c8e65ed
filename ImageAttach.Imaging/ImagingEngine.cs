using System.Buffers;
using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Containers;
using ImageAttach.Imaging.Metadata;

namespace ImageAttach.Imaging;

/// <summary>Reads image files and makes thumbnails of them. Decides which codec reads which file.</summary>
/// <remarks>
/// Thread-safe; one instance serves a whole program. The methods work on the calling thread. To limit how many decode at once,
/// call them through <see cref="ImagingOptions.Concurrency"/>, as <see cref="MakeThumbnailsAsync"/> does.
/// </remarks>
public sealed partial class ImagingEngine
{
    private readonly CodecRegistry _codecs;

    /// <summary>Creates an engine.</summary>
    /// <param name="options">Its codecs, limits and concurrency; default: no further codecs, and the limits of <see cref="ImageLimits.Default"/>.</param>
    public ImagingEngine(ImagingOptions? options = null)
    {
        Options = options ?? new ImagingOptions();
        _codecs = new CodecRegistry(Options.Codecs);
    }

    /// <summary>The engine's options.</summary>
    public ImagingOptions Options { get; }

    /// <summary>The media types that the engine can read: JPEG, PNG, GIF, WebP, BMP, ICO, and those of the codecs in its options.</summary>
    public IReadOnlySet<string> MediaTypes => _codecs.MediaTypes;

    /// <summary>
    /// Reads media type and size, and checks that the file is whole and within the limits. Pixels are decoded only if the end of the file is missing,
    /// to see whether pixels are missing, too.
    /// </summary>
    /// <param name="image">The file, from the stream's position to its end. The stream must be able to seek; its position is put back.</param>
    /// <param name="limits">The limits; default: those of the options.</param>
    /// <exception cref="ImageFormatException">The file is empty, broken or cut short, or its type is unknown or not allowed.</exception>
    /// <exception cref="ImageLimitException">The file exceeds a limit.</exception>
    public ImageHeader ReadHeader(Stream image, ImageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        limits ??= Options.Limits;
        long start = image.Position;
        try
        {
            string mimeType = ContainerReader.Identify(image, limits, MediaTypes);
            image.Position = start;
            if (_codecs.Find(mimeType) is { } codec)
                return ExternalCodec.ReadHeader(codec, mimeType, image, limits);
            ContainerFacts facts = ContainerReader.Read(mimeType, image, limits);
            image.Position = start;
            ImageHeader header = new(mimeType, facts.Orientation.Apply(SkiaHeader.Read(image, facts, limits)));
            image.Position = start;
            return facts.LacksEnd ? header with { IsDamaged = LacksPixels(image, facts, limits) } : header;
        }
        finally
        {
            image.Position = start;
        }
    }

    /// <inheritdoc cref="ReadHeader(Stream, ImageLimits?)" path="/exception"/>
    /// <summary>Reads media type and size, and checks that the file is whole and within the limits of the options.</summary>
    /// <param name="image">The file.</param>
    public unsafe ImageHeader ReadHeader(ReadOnlyMemory<byte> image)
    {
        if (image.IsEmpty)
            throw Refusal.Empty();
        using MemoryHandle pinned = image.Pin();
        using UnmanagedMemoryStream stream = new((byte*)pinned.Pointer, image.Length);
        return ReadHeader(stream);
    }

    /// <summary>Checks that files of a media type are allowed, and can be read.</summary>
    /// <param name="mimeType">The media type.</param>
    /// <param name="limits">The limits; default: those of the options.</param>
    /// <exception cref="ImageFormatException">They are not.</exception>
    public void CheckType(string mimeType, ImageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        limits ??= Options.Limits;
        if (!(limits.AllowedTypes ?? MediaTypes).Contains(mimeType))
            throw Refusal.TypeNotAllowed(mimeType, limits.AllowedTypes ?? MediaTypes);
    }

    /// <summary>Copies an image file without its metadata. Pixels aren't encoded again; color profiles and the orientation stay.</summary>
    /// <param name="image">The file, from the stream's position to its end. The stream must be able to seek.</param>
    /// <param name="destination">Receives the copy.</param>
    /// <remarks>
    /// JPEG, PNG, WebP, GIF, BMP, and ICO are supported, and the types of codecs that implement <see cref="IImageCodec.TryRemoveMetadata"/>.
    /// </remarks>
    /// <exception cref="ImageFormatException">The file is broken, or metadata can't be removed from files of its type.</exception>
    public void RemoveMetadata(Stream image, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        long start = image.Position;
        string mimeType = ContainerReader.Identify(image, ImageLimits.Unrestricted, MediaTypes);
        image.Position = start;
        using Stream stripped = Strip(image, mimeType);
        stripped.CopyTo(destination);
    }

    /// <summary>Opens an image file without its metadata, without copying it, and checks that what remains is the same image.</summary>
    /// <param name="image">The file, from the stream's position to its end. The stream must be able to seek, and must be left alone while the result is in use.</param>
    /// <param name="header">What <see cref="ReadHeader(Stream, ImageLimits?)"/> returned for it.</param>
    /// <param name="limits">The limits; default: those of the options.</param>
    /// <returns>The file that remains. It can seek; disposing of it leaves <paramref name="image"/> open.</returns>
    /// <exception cref="ImageFormatException">The file is broken, or metadata can't be removed from files of its type.</exception>
    public Stream OpenWithoutMetadata(Stream image, ImageHeader header, ImageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(header);
        Stream stripped = Strip(image, header.MimeType);
        return ReadHeader(stripped, limits) == header ? stripped : throw Refusal.NotStripped(header.MimeType);
    }

    private Stream Strip(Stream image, string mimeType)
    {
        long start = image.Position;
        return MetadataStripper.Strip(image, mimeType, _codecs.Find(mimeType)).Open(image, start);
    }
}
