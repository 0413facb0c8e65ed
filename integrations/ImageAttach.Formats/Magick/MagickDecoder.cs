using ImageAttach.Formats.Colors;
using ImageAttach.Formats.Containers;
using ImageAttach.WebAssembly;

namespace ImageAttach.Formats.Magick;

/// <summary>Decodes files with ImageMagick.</summary>
internal static class MagickDecoder
{
    public static ImageSize ReadSize(Stream file, string mimeType, FormatsOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] content = WholeFile.Read(file);
        CheckWhole(content, mimeType);
        using ImageMagick magick = new(mimeType, options, CancellationToken.None);
        magick.OpenHeader(content);
        return magick.Size;
    }

    public static DecodedImage Decode(ReadOnlyMemory<byte> file, string mimeType, FormatsOptions options, ColorEncoding? colors, CancellationToken cancellationToken)
    {
        using ImageMagick magick = new(mimeType, options, cancellationToken);
        magick.Open(file);
        return magick.Decode(colors);
    }

    // A JPEG XL codestream that isn't in a container doesn't say how long it is.
    private static void CheckWhole(ReadOnlySpan<byte> file, string mimeType)
    {
        if (mimeType == MediaType.Tiff)
            TiffDirectory.CheckWhole(file);
        else if (file[0] == 0)
            IsoBoxes.CheckWhole(file, mimeType);
    }
}
