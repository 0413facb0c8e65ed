using ImageAttach.Imaging;
using ImageAttach.Imaging.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Short ways to ask the codec, and to look at what it made.</summary>
internal static class Codec
{
    public static readonly string[] Types = [MediaType.Jpeg, MediaType.Png, MediaType.Gif, MediaType.WebP, MediaType.Bmp];

    public static ImageHeader ReadHeader(byte[] file, ImageLimits? limits = null)
    {
        using var stream = new MemoryStream(file);
        return SkiaCodec.Instance.ReadHeader(stream, limits ?? ImageLimits.Default);
    }

    public static EncodedImage MakeThumbnail(byte[] file, int width, int height) =>
        SkiaCodec.Instance.MakeThumbnail(file, new ImageSize(width, height), CancellationToken.None);

    public static SKBitmap Decode(byte[] file) =>
        SKBitmap.Decode(file) ?? throw new InvalidOperationException("Skia doesn't open the file.");
}
