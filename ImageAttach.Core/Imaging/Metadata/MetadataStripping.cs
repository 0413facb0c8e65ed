using ImageAttach.Imaging.Formats;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Leaves out of a file what tells of the photographer, the place and the device, and touches no pixel.</summary>
/// <remarks>What is needed to see the picture as before stays: colour profiles, and the orientation in an EXIF block of its own.</remarks>
internal static class MetadataStripping
{
    /// <summary>The parts of a file that stay. The file has been walked through before, and is whole.</summary>
    /// <param name="file">The file, from the stream's position to its end. The position is left anywhere.</param>
    /// <param name="mimeType">Its media type.</param>
    /// <exception cref="ImageFormatException">Files of this type can't be stripped.</exception>
    public static FilePieces Strip(Stream file, string mimeType)
    {
        var start = file.Position;
        if (mimeType is not (MediaType.Jpeg or MediaType.Png or MediaType.WebP) || ImageCodecs.For(mimeType) is not null)
            throw Refusal.NotStripped(mimeType);
        var orientation = ContainerReader.Read(file, Everything).Orientation;
        file.Position = start;
        var cursor = new FileCursor(file);
        return mimeType switch
        {
            MediaType.Jpeg => JpegStripping.Strip(cursor, orientation),
            MediaType.Png => PngStripping.Strip(cursor, orientation),
            _ => WebPStripping.Strip(cursor, orientation),
        };
    }

    private static ImageLimits Everything { get; } = new() { MaxBytes = long.MaxValue, MaxPixels = long.MaxValue, MaxFrames = int.MaxValue };
}
