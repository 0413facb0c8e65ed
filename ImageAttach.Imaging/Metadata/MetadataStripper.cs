using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Removes from a file what reveals the photographer, the place and the device, without changing a pixel.</summary>
/// <remarks>What is needed to see the image as before stays: color profiles, and the orientation in an EXIF block of its own.</remarks>
internal static class MetadataStripper
{
    /// <summary>The parts of a file that stay. The file has been walked through before, and is whole.</summary>
    /// <param name="file">The file, from the stream's position to its end. The position is left anywhere.</param>
    /// <param name="mimeType">Its media type.</param>
    /// <param name="codec">The codec that reads it; null for a type that is read without one.</param>
    /// <exception cref="ImageFormatException">Files of this type can't be stripped, or an image inside the file is cut short.</exception>
    public static FilePieces Strip(Stream file, string mimeType, IImageCodec? codec)
    {
        if (codec is not null)
            return StripByCodec(file, mimeType, codec);
        long length = file.Length - file.Position;
        try
        {
            return StripByContainer(file, mimeType);
        }
        catch (EndOfStreamException e)
        {
            // An image inside an icon is only walked through here.
            throw Refusal.CutShort(mimeType, length, e);
        }
    }

    private static FilePieces StripByCodec(Stream file, string mimeType, IImageCodec codec)
    {
        using MemoryStream stripped = new();
        if (!codec.TryRemoveMetadata(file, stripped))
            throw Refusal.NotStripped(mimeType);
        FilePieces pieces = new();
        pieces.Insert(stripped.ToArray());
        return pieces;
    }

    private static FilePieces StripByContainer(Stream file, string mimeType)
    {
        long start = file.Position;
        Orientation orientation = ContainerReader.Read(mimeType, file, Everything).Orientation;
        file.Position = start;
        return mimeType switch
        {
            MediaType.Jpeg => JpegStripper.Strip(new FileCursor(file), orientation),
            MediaType.Png => PngStripper.Strip(new FileCursor(file), orientation, mayLackEnd: true),
            MediaType.WebP => WebPStripper.Strip(new FileCursor(file), orientation),
            MediaType.Gif => GifStripper.Strip(new FileCursor(file)),
            MediaType.Ico => IcoStripper.Strip(file),
            MediaType.Bmp => Whole(file), // The format has no place for metadata.
            _ => throw Refusal.NotStripped(mimeType),
        };
    }

    private static FilePieces Whole(Stream file)
    {
        FilePieces pieces = new();
        pieces.Keep(0, file.Length - file.Position);
        return pieces;
    }

    private static ImageLimits Everything { get; } = new() { MaxBytes = long.MaxValue, MaxPixels = long.MaxValue, MaxMemory = long.MaxValue, MaxFrames = int.MaxValue };
}
