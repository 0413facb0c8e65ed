using System.Buffers.Binary;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging;

/// <summary>Recognizes the type of an image file by its first bytes.</summary>
/// <remarks>Also types that no codec reads, so that a refusal can say what would read them.</remarks>
public static class FileSignature
{
    /// <summary>How many bytes are looked at: drawings begin with comments and declarations.</summary>
    public const int MaxLength = 4096;

    private const int TypeBoxAt = 4;
    private const int BrandsAt = 8;
    private const int BrandLength = 4;

    /// <summary>Gets the media type of a file.</summary>
    /// <param name="beginning">The file's first bytes, as many as there are, up to <see cref="MaxLength"/>.</param>
    /// <returns>The media type; null when it isn't known.</returns>
    public static string? TypeOf(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith(JpegContainer.Signature))
            return MediaType.Jpeg;
        if (beginning.StartsWith(PngContainer.Signature))
            return MediaType.Png;
        if (beginning.StartsWith("GIF87a"u8) || beginning.StartsWith("GIF89a"u8))
            return MediaType.Gif;
        if (beginning.StartsWith("RIFF"u8) && beginning[4..] is [_, _, _, _, .. var form] && form.StartsWith("WEBP"u8))
            return MediaType.WebP;
        if (beginning.StartsWith(IcoContainer.Signature) || beginning.StartsWith(IcoContainer.CursorSignature))
            return MediaType.Ico;
        return beginning.StartsWith("BM"u8) ? MediaType.Bmp : TypeOfUnusual(beginning);
    }

    private static string? TypeOfUnusual(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("II*\0"u8) || beginning.StartsWith("MM\0*"u8))
            return MediaType.Tiff;
        if (beginning.Length > TypeBoxAt && beginning[TypeBoxAt..].StartsWith("ftyp"u8))
            return TypeOfBrands(beginning);
        if (beginning.StartsWith("\0\0\0\u000CJXL \r\n"u8) || beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]))
            return MediaType.JpegXl;
        if (beginning.StartsWith("\0\0\0\u000CjP  \r\n"u8))
            return "image/jp2";
        ReadOnlySpan<byte> text = TextSignature.SkipBlanks(beginning);
        if (text.StartsWith("%PDF-"u8))
            return MediaType.Pdf;
        return TextSignature.IsSvg(text) ? MediaType.Svg : null;
    }

    // AVIF and HEIC share their container; the brands distinguish them. The first may be one that both have.
    private static string? TypeOfBrands(ReadOnlySpan<byte> beginning)
    {
        uint boxLength = BinaryPrimitives.ReadUInt32BigEndian(beginning);
        ReadOnlySpan<byte> brands = beginning[BrandsAt..(int)Math.Clamp(boxLength, BrandsAt, beginning.Length)];
        string? type = null;
        for (; brands.Length >= BrandLength; brands = brands[BrandLength..])
        {
            ReadOnlySpan<byte> brand = brands[..BrandLength];
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
                return MediaType.Avif;
            if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
                type = MediaType.Heic;
        }

        return type;
    }
}
