namespace ImageAttach.Imaging.Formats;

/// <summary>Finds out what a file is and whether it is whole, by its structure alone.</summary>
/// <remarks>
/// Decoders forgive: they turn half a file into half a picture. So what may be attached is decided here, by walking
/// the container to its end, and before a decoder has seen a byte.
/// </remarks>
internal static class ContainerReader
{
    /// <summary>How many bytes tell a type.</summary>
    public const int LongestSignature = 12;

    /// <summary>Walks through a file, from the stream's position to its end. The position is left anywhere.</summary>
    /// <param name="image">The file, which can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static ContainerFacts Read(Stream image, ImageLimits limits)
    {
        var cursor = new FileCursor(image);
        if (cursor.Length == 0)
            throw Refusal.Empty();
        if (cursor.Length > limits.MaxBytes)
            throw Refusal.TooManyBytes(cursor.Length, limits);
        var signature = cursor.Read((int)Math.Min(LongestSignature, cursor.Length));
        var mimeType = TypeOf(signature) ?? throw Refusal.UnknownType(signature, limits);
        if (!limits.AllowedTypes.Contains(mimeType))
            throw Refusal.TypeNotAllowed(mimeType, limits);
        cursor.MoveTo(0);
        return Walk(mimeType, cursor, limits);
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
                _ => BmpContainer.Read(cursor, limits),
            };
        }
        catch (EndOfStreamException e)
        {
            throw Refusal.CutShort(mimeType, cursor.Length, e);
        }
    }

    /// <summary>The media type that a file begins like; null for none that can be attached.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> signature)
    {
        if (signature.StartsWith(JpegContainer.Signature))
            return MediaType.Jpeg;
        if (signature.StartsWith(PngContainer.Signature))
            return MediaType.Png;
        if (signature.StartsWith("GIF87a"u8) || signature.StartsWith("GIF89a"u8))
            return MediaType.Gif;
        if (signature.StartsWith("RIFF"u8) && signature[4..] is [_, _, _, _, .. var form] && form.SequenceEqual("WEBP"u8))
            return MediaType.WebP;
        return signature.StartsWith("BM"u8) ? MediaType.Bmp : null;
    }
}
