using System.Globalization;
using ImageAttach.Imaging.Codecs.Jpeg;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Rendering;

namespace ImageAttach.Imaging.Codecs;

/// <summary>Encodes thumbnails: JPEG and PNG with the encoders in this assembly, WebP with Skia's.</summary>
internal static class ImageEncoder
{
    private const int JpegQuality = 85;

    private const int MaxJpegSide = 65_535;

    /// <summary>Checks that a format can store an image of a size.</summary>
    /// <exception cref="ImageLimitException">It can't.</exception>
    public static void CheckSize(ImageSize size, string mimeType)
    {
        int maxSide = mimeType switch
        {
            MediaType.Jpeg => MaxJpegSide,
            MediaType.WebP => SkiaWebPEncoder.MaxSide,
            _ => int.MaxValue,
        };
        if (Math.Max(size.Width, size.Height) > maxSide)
            throw new ImageLimitException(string.Create(CultureInfo.InvariantCulture, $"A thumbnail of {size} can't be made: {mimeType} has at most {maxSide} pixels to a side. Ask for a smaller one."));
    }

    /// <param name="image">The image: sRGB, or YCbCr with subsampled chroma.</param>
    /// <param name="mimeType">The format.</param>
    /// <param name="quality">1 to 100; null for the format's default.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static EncodedImage Encode(PlanarImage image, string mimeType, int? quality, CancellationToken cancellationToken) => new(
        mimeType,
        mimeType switch
        {
            MediaType.Jpeg => EncodeJpeg(image, quality ?? JpegQuality, cancellationToken),
            MediaType.WebP => SkiaWebPEncoder.Encode(image, quality),
            _ => PngWriter.Write(image.Kind == PixelKind.YCbCr ? ColorConversion.ToRgb(image) : image, cancellationToken),
        });

    private static byte[] EncodeJpeg(PlanarImage image, int quality, CancellationToken cancellationToken)
    {
        if (image.Kind == PixelKind.Gray)
            return JpegEncoder.Encode(image.Planes[0], null, null, quality, cancellationToken);
        PlanarImage subsampled = image.Kind == PixelKind.YCbCr ? image : ColorConversion.ToSubsampledYCbCr(image);
        return JpegEncoder.Encode(subsampled.Planes[0], subsampled.Planes[1], subsampled.Planes[2], quality, cancellationToken);
    }
}
