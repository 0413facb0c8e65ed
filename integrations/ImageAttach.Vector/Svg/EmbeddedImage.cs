using System.Buffers.Text;
using ImageAttach.Imaging;

namespace ImageAttach.Vector.Svg;

/// <summary>An image file inside a drawing, as a <c>data:</c> URL in Base64.</summary>
internal static class EmbeddedImage
{
    private const string Prefix = "data:image/";
    private const string Marker = ";base64,";

    // A drawing may have another one inside.
    private static readonly ImagingEngine Engine = new(new ImagingOptions { Codecs = [new SvgCodec()] });

    /// <summary>Returns the URL with the metadata of its image removed; any other reference as it is.</summary>
    /// <exception cref="ImageFormatException">The image is broken, or of a type from which metadata cannot be removed.</exception>
    public static string RemoveMetadata(string href)
    {
        string url = href.TrimStart();
        int content = url.IndexOf(Marker, StringComparison.OrdinalIgnoreCase) + Marker.Length;
        if (!url.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || content < Marker.Length)
            return href;
        if (!Base64.IsValid(url.AsSpan(content)))
            throw new ImageFormatException($"The {MediaType.Svg} file has an embedded image that is not valid Base64. Save it again, or attach another.");
        using MemoryStream file = new(Convert.FromBase64String(url[content..]));
        using MemoryStream stripped = new();
        Engine.RemoveMetadata(file, stripped);
        return string.Concat(url.AsSpan(0, content), Convert.ToBase64String(stripped.GetBuffer().AsSpan(0, (int)stripped.Length)));
    }
}
