using ImageAttach.Formats.Colors;
using ImageAttach.Formats.Containers;
using ImageAttach.WebAssembly;

namespace ImageAttach.Formats.Heif;

/// <summary>Reads the headers of HEIF files, of which HEIC and AVIF are kinds.</summary>
internal static class HeifHeader
{
    /// <summary>Reads the size of the primary image, and checks that the file isn't cut short.</summary>
    public static ImageSize ReadSize(Stream file, string mimeType, FormatsOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] content = WholeFile.Read(file);
        IsoBoxes.CheckWhole(content, mimeType);
        using Libheif libheif = new(mimeType, options, CancellationToken.None);
        libheif.Open(content);
        return libheif.Size;
    }

    /// <summary>Reads what the colors of the primary image mean.</summary>
    public static ColorEncoding ReadColors(ReadOnlySpan<byte> file, string mimeType, FormatsOptions options, CancellationToken cancellationToken)
    {
        using Libheif libheif = new(mimeType, options, cancellationToken);
        libheif.Open(file);
        options.CheckSize(mimeType, libheif.Size);
        return libheif.ReadColors();
    }
}
