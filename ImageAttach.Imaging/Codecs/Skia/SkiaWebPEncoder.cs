using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Encodes WebP, with loss.</summary>
internal static class SkiaWebPEncoder
{
    /// <summary>The format's maximum width and height.</summary>
    public const int MaxSide = 16_383;

    private const int DefaultQuality = 80;

    /// <param name="quality">1 to 100; null for the default.</param>
    public static SKWebpEncoderOptions OptionsFor(int? quality) => new(SKWebpEncoderCompression.Lossy, quality ?? DefaultQuality);

    /// <summary>The layout of an image's pixels in a raster.</summary>
    // No color space: the pixels are sRGB, which is what readers assume, and naming it would embed a profile.
    public static SKImageInfo InfoFor(PlanarImage rgb) => new(
        rgb.Size.Width, rgb.Size.Height, SKColorType.Rgba8888, rgb.Kind == PixelKind.Rgba ? SKAlphaType.Premul : SKAlphaType.Opaque);

    /// <param name="image">The image, sRGB or YCbCr.</param>
    /// <param name="quality">1 to 100; null for the default.</param>
    public static unsafe byte[] Encode(PlanarImage image, int? quality)
    {
        PlanarImage rgb = ColorConversion.ToRgb(image);
        using Raster raster = Raster.Of(rgb);
        SKImageInfo info = InfoFor(rgb);
        fixed (uint* pixels = raster.Pixels)
        {
            using SKPixmap pixmap = new(info, (IntPtr)pixels, info.RowBytes);
            using SKData data = pixmap.Encode(OptionsFor(quality))
                ?? throw new InvalidOperationException($"Skia wrote no WebP of {raster.Size}.");
            return data.ToArray();
        }
    }
}
