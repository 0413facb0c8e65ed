using ImageAttach.Imaging;
using ImageAttach.Imaging.Codecs.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Short ways to ask the codec, and to look at what it made.</summary>
internal static class Codec
{
    public static readonly string[] Types = [MediaType.Jpeg, MediaType.Png, MediaType.Gif, MediaType.WebP, MediaType.Bmp, MediaType.Ico];

    public static ImageHeader ReadHeader(byte[] file, ImageLimits? limits = null)
    {
        using var stream = new MemoryStream(file);
        return ImageAttachSettings.Current.Engine.ReadHeader(stream, limits ?? ImageLimits.Default);
    }

    public static EncodedImage MakeThumbnail(byte[] file, int width, int height) =>
        MakeThumbnail(file, new ThumbnailSpec(new ImageSize(width, height)));

    public static EncodedImage MakeThumbnail(byte[] file, ThumbnailSpec spec, CancellationToken cancellationToken = default) =>
        ImageAttachSettings.Current.Engine.MakeThumbnails(file, [spec], cancellationToken)[0];

    public static SKBitmap Decode(byte[] file) =>
        SKBitmap.Decode(file) ?? throw new InvalidOperationException("Skia doesn't open the file.");
}
