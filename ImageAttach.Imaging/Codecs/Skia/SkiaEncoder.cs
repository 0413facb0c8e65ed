using System.Globalization;
using ImageAttach.Imaging.Codecs.Jpeg;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Writes thumbnails: JPEG and PNG by our own encoders, WebP by Skia's.</summary>
internal static class SkiaEncoder
{
    private const int JpegQuality = 85;
    internal const int WebPQuality = 80;

    private const int LongestJpegSide = 65_535;
    private const int LongestWebPSide = 16_383;

    /// <summary>Makes sure that a format has room for a size.</summary>
    /// <exception cref="ImageLimitException">It has none.</exception>
    public static void CheckSize(ImageSize size, string mimeType)
    {
        int longest = mimeType switch
        {
            MediaType.Jpeg => LongestJpegSide,
            MediaType.WebP => LongestWebPSide,
            _ => int.MaxValue,
        };
        if (Math.Max(size.Width, size.Height) > longest)
            throw new ImageLimitException(string.Create(CultureInfo.InvariantCulture, $"A thumbnail of {size} can't be made: {mimeType} has at most {longest} pixels to a side. Ask for a smaller one."));
    }

    /// <param name="picture">The picture, of sRGB colours or of brightness with halved colour.</param>
    /// <param name="mimeType">The format.</param>
    /// <param name="quality">1 to 100; null for the format's default.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static EncodedImage Encode(Picture picture, string mimeType, int? quality, CancellationToken cancellationToken) => new(
        mimeType,
        mimeType switch
        {
            MediaType.Jpeg => EncodeJpeg(picture, quality ?? JpegQuality, cancellationToken),
            MediaType.WebP => EncodeWebP(picture, quality ?? WebPQuality),
            _ => PngWriter.Write(picture.Kind == PixelKind.YCbCr ? Colours.ToRgb(picture) : picture, cancellationToken),
        });

    /// <summary>How the pixels of a picture lie in a raster.</summary>
    // No colour space: the pixels are sRGB, which is what readers assume, and naming it would embed a profile.
    public static SKImageInfo InfoFor(Picture rgb) => new(
        rgb.Size.Width, rgb.Size.Height, SKColorType.Rgba8888, rgb.Kind == PixelKind.Rgba ? SKAlphaType.Premul : SKAlphaType.Opaque);

    private static byte[] EncodeJpeg(Picture picture, int quality, CancellationToken cancellationToken)
    {
        if (picture.Kind == PixelKind.Grey)
            return JpegEncoder.Encode(picture.Planes[0], null, null, quality, cancellationToken);
        Picture halved = picture.Kind == PixelKind.YCbCr ? picture : Colours.ToHalvedYCbCr(picture);
        return JpegEncoder.Encode(halved.Planes[0], halved.Planes[1], halved.Planes[2], quality, cancellationToken);
    }

    private static unsafe byte[] EncodeWebP(Picture picture, int quality)
    {
        Picture rgb = Colours.ToRgb(picture);
        using Raster raster = Raster.Of(rgb);
        SKImageInfo info = InfoFor(rgb);
        fixed (uint* pixels = raster.Pixels)
        {
            using SKPixmap pixmap = new SKPixmap(info, (IntPtr)pixels, info.RowBytes);
            using SKData data = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality))
                ?? throw new InvalidOperationException($"Skia wrote no WebP of {raster.Size}.");
            return data.ToArray();
        }
    }
}
