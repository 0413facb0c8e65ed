namespace ImageAttach.Tests.Formats;

/// <summary>Files of the formats that ImageAttach.Formats reads.</summary>
internal static class FormatFile
{
    /// <summary>Gets the media types.</summary>
    public static string[] Types { get; } = [MediaType.Heic, MediaType.Avif, MediaType.JpegXl, MediaType.Tiff];

    /// <summary>Reads a file.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Assets", "formats", name));

    /// <summary>Reads the photograph, of 318×212 pixels, in a format.</summary>
    public static byte[] Photo(string mimeType) => Read($"photo{Extension(mimeType)}");

    /// <summary>Reads the picture of four colors, of 64×48 pixels, in a format.</summary>
    public static byte[] Quadrants(string mimeType) => Read(mimeType == MediaType.Tiff ? "orientation-1.tif" : $"quadrants{Extension(mimeType)}");

    private static string Extension(string mimeType) => mimeType == MediaType.Tiff ? ".tif" : MediaType.ExtensionOf(mimeType);
}
