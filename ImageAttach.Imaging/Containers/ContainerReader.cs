namespace ImageAttach.Imaging.Formats;

/// <summary>Finds out what a file is and whether it is whole, by its structure alone.</summary>
/// <remarks>
/// Decoders forgive: they turn half a file into half a picture. So what may be attached is decided here, by walking
/// the container to its end, and before a decoder has seen a byte.
/// </remarks>
internal static class ContainerReader
{
    /// <summary>Walks through a file, from the stream's position to its end. The position is left anywhere.</summary>
    /// <param name="image">The file, which can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static ContainerFacts Read(Stream image, ImageLimits limits)
    {
        var cursor = new FileCursor(image);
        var mimeType = Identify(cursor, limits);
        return Walk(mimeType, cursor, limits);
    }

    /// <summary>The type of a file that may be attached, as far as bytes and type go. The stream's position is left anywhere.</summary>
    /// <param name="image">The file, which can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Empty, or of no known, readable or allowed type.</exception>
    /// <exception cref="ImageLimitException">Too many bytes.</exception>
    public static string Identify(Stream image, ImageLimits limits) => Identify(new FileCursor(image), limits);

    private static string Identify(FileCursor cursor, ImageLimits limits)
    {
        if (cursor.Length == 0)
            throw Refusal.Empty();
        if (cursor.Length > limits.MaxBytes)
            throw Refusal.TooManyBytes(cursor.Length, limits);
        var beginning = cursor.Read((int)Math.Min(FileSignature.Longest, cursor.Length));
        cursor.MoveTo(0);
        var mimeType = FileSignature.TypeOf(beginning) ?? throw Refusal.UnknownType(beginning, limits);
        if (!ImageCodecs.CanRead(mimeType))
            throw Refusal.NoCodec(mimeType);
        return limits.Allows(mimeType) ? mimeType : throw Refusal.TypeNotAllowed(mimeType, limits);
    }

    private static ContainerFacts Walk(string mimeType, FileCursor cursor, ImageLimits limits)
    {
        try
        {
            return mimeType switch
            {
                MediaType.Jpeg => JpegContainer.Read(cursor, limits),
                MediaType.Png => PngContainer.Read(cursor, limits),
                MediaType.Gif => GifContainer.Read(cursor, limits),
                MediaType.WebP => WebPContainer.Read(cursor, limits),
                MediaType.Ico => IcoContainer.Read(cursor, limits),
                _ => BmpContainer.Read(cursor, limits),
            };
        }
        catch (EndOfStreamException e)
        {
            throw Refusal.CutShort(mimeType, cursor.Length, e);
        }
    }
}
