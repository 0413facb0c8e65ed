namespace ImageAttach.Formats.Magick;

/// <summary>What ImageMagick calls the formats that are decoded with it.</summary>
internal static class MagickFormat
{
    /// <summary>Gets the name of the format of a media type.</summary>
    public static string FromMediaType(string mimeType) => mimeType switch
    {
        MediaType.Avif => "AVIF",
        MediaType.JpegXl => "JXL",
        _ => "TIFF",
    };
}
