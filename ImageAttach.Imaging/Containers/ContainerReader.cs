namespace ImageAttach.Imaging.Containers;

/// <summary>Finds out what a file is and whether it is whole, by its structure alone.</summary>
/// <remarks>
/// Decoders forgive: they turn half a file into half an image. So what may be attached is decided here, by walking
/// the container to its end, and before a decoder has seen a byte.
/// </remarks>
internal static class ContainerReader
{
    /// <summary>The type of a file that may be attached, as far as bytes and type go. The stream's position is left anywhere.</summary>
    /// <param name="image">The file, which can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="readable">The media types that can be read.</param>
    /// <exception cref="ImageFormatException">Empty, or of no known, readable or allowed type.</exception>
    /// <exception cref="ImageLimitException">Too many bytes.</exception>
    public static string Identify(Stream image, ImageLimits limits, IReadOnlySet<string> readable)
    {
        FileCursor cursor = new(image);
        if (cursor.Length == 0)
            throw Refusal.Empty();
        limits.CheckBytes(cursor.Length);
        byte[] beginning = cursor.Read((int)Math.Min(FileSignature.MaxLength, cursor.Length));
        string mimeType = FileSignature.TypeOf(beginning) ?? throw Refusal.UnknownType(beginning, limits.AllowedTypes ?? readable);
        if (!readable.Contains(mimeType))
            throw Refusal.NoCodec(mimeType);
        return limits.AllowedTypes?.Contains(mimeType) == false ? throw Refusal.TypeNotAllowed(mimeType, limits.AllowedTypes) : mimeType;
    }

    /// <summary>Walks through a file, from the stream's position to its end. The position is left anywhere.</summary>
    /// <param name="mimeType">The file's type.</param>
    /// <param name="image">The file, which can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static ContainerFacts Read(string mimeType, Stream image, ImageLimits limits)
    {
        FileCursor cursor = new(image);
        ContainerFacts facts = Walk(mimeType, cursor, limits);
        Refusal.CheckMemory(facts.StoredSize, facts.BytesPerPixel, limits);
        return facts;
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
