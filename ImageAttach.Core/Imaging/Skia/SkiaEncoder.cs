using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>Writes thumbnails: in the original's format, or PNG for GIF and BMP, which Skia can't write.</summary>
internal static class SkiaEncoder
{
    private const int JpegQuality = 85;
    private const float WebPQuality = 80;

    // Level 6, the default, takes twice as long and saves less than one per cent.
    private const int PngLevel = 3;

    private const int LongestJpegSide = 65_535;
    private const int LongestWebPSide = 16_383;

    /// <summary>The media type of thumbnails of such an original.</summary>
    public static string TypeFor(string originalType) =>
        originalType is MediaType.Jpeg or MediaType.WebP ? originalType : MediaType.Png;

    /// <exception cref="ImageLimitException">The format has no room for such a size.</exception>
    public static EncodedImage Encode(Raster raster, string mimeType, bool isOpaque)
    {
        var longest = mimeType switch
        {
            MediaType.Jpeg => LongestJpegSide,
            MediaType.WebP => LongestWebPSide,
            _ => int.MaxValue,
        };
        if (Math.Max(raster.Size.Width, raster.Size.Height) > longest)
            throw new ImageLimitException($"A thumbnail of {raster.Size} can't be made: {mimeType} has at most {longest} pixels to a side. Ask for a smaller one.");
        return new EncodedImage(mimeType, Encode(raster, isOpaque, mimeType));
    }

    private static unsafe byte[] Encode(Raster raster, bool isOpaque, string mimeType)
    {
        // No colour space: the pixels are sRGB, which is what readers assume, and naming it would embed a profile.
        var info = new SKImageInfo(
            raster.Size.Width, raster.Size.Height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        fixed (uint* pixels = raster.Pixels)
        {
            using var pixmap = new SKPixmap(info, (IntPtr)pixels, info.RowBytes);
            using var data = Encode(pixmap, mimeType)
                ?? throw new InvalidOperationException($"Skia wrote no {mimeType} of {raster.Size}.");
            return data.ToArray();
        }
    }

    private static SKData? Encode(SKPixmap pixmap, string mimeType) => mimeType switch
    {
        MediaType.Jpeg => pixmap.Encode(
            new SKJpegEncoderOptions(JpegQuality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore)),
        MediaType.WebP => pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebPQuality)),
        _ => pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, PngLevel)),
    };
}
