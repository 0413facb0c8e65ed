namespace ImageAttach;

/// <summary>The media types that ImageAttach knows by name, and the file extensions that belong to them.</summary>
public static class MediaType
{
    /// <summary>JPEG, <c>image/jpeg</c>.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>PNG, <c>image/png</c>.</summary>
    public const string Png = "image/png";

    /// <summary>GIF, <c>image/gif</c>.</summary>
    public const string Gif = "image/gif";

    /// <summary>WebP, <c>image/webp</c>.</summary>
    public const string WebP = "image/webp";

    /// <summary>Windows bitmap, <c>image/bmp</c>.</summary>
    public const string Bmp = "image/bmp";

    /// <summary>Windows icon, <c>image/vnd.microsoft.icon</c>.</summary>
    public const string Ico = "image/vnd.microsoft.icon";

    /// <summary>SVG drawings, <c>image/svg+xml</c>.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>PDF, <c>application/pdf</c>.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>TIFF, <c>image/tiff</c>.</summary>
    public const string Tiff = "image/tiff";

    /// <summary>AVIF, <c>image/avif</c>.</summary>
    public const string Avif = "image/avif";

    /// <summary>HEIC and HEIF, <c>image/heic</c>.</summary>
    public const string Heic = "image/heic";

    /// <summary>JPEG XL, <c>image/jxl</c>.</summary>
    public const string JpegXl = "image/jxl";

    /// <summary>Whether current browsers show files of a media type as images.</summary>
    /// <param name="mediaType">A media type such as <c>image/png</c>.</param>
    public static bool IsShownByBrowsers(string mediaType) => mediaType is Jpeg or Png or Gif or WebP or Avif or Bmp or Ico or Svg;

    /// <summary>The extension that files of a media type carry, with its dot. The same on every machine.</summary>
    /// <param name="mediaType">A media type such as <c>image/png</c>.</param>
    /// <returns><c>.jpg</c>, <c>.png</c> and so on; <c>.bin</c> for a type without an extension of its own.</returns>
    public static string ExtensionOf(string mediaType) => mediaType switch
    {
        Jpeg => ".jpg",
        Png => ".png",
        Gif => ".gif",
        WebP => ".webp",
        Bmp => ".bmp",
        Tiff => ".tiff",
        Svg => ".svg",
        Pdf => ".pdf",
        Avif => ".avif",
        Heic => ".heic",
        "image/jp2" => ".jp2",
        JpegXl => ".jxl",
        Ico => ".ico",
        _ => ".bin",
    };

    /// <summary>Gets the media type whose files have an extension.</summary>
    /// <param name="extension">The extension in lower case, with its dot: one that <see cref="ExtensionOf"/> returns, or <c>.jpe</c>.</param>
    /// <returns>The media type; null when no type has that extension.</returns>
    public static string? FromExtension(string extension) => extension switch
    {
        ".jpg" or ".jpe" => Jpeg,
        ".png" => Png,
        ".gif" => Gif,
        ".webp" => WebP,
        ".bmp" => Bmp,
        ".tiff" => Tiff,
        ".svg" => Svg,
        ".pdf" => Pdf,
        ".avif" => Avif,
        ".heic" => Heic,
        ".jp2" => "image/jp2",
        ".jxl" => JpegXl,
        ".ico" => Ico,
        ".bin" => "application/octet-stream",
        _ => null,
    };
}
