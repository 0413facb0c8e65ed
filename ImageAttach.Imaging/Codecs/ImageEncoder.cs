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

    // Below, quantization takes away more of the chroma than halving it does.
    private const int MinQualityOfFullChroma = 90;

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

    /// <summary>Whether a JPEG gets half the resolution of chroma on each axis.</summary>
    public static bool SubsamplesChroma(ThumbnailOptions options) => options.ChromaSubsampling switch
    {
        ChromaSubsampling.Yuv420 => true,
        ChromaSubsampling.Yuv444 => false,
        _ => (options.Quality ?? JpegQuality) < MinQualityOfFullChroma,
    };

    /// <param name="image">The image: sRGB, or YCbCr with chroma as the options have it.</param>
    /// <param name="mimeType">The format.</param>
    /// <param name="options">Quality, effort and chroma.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static EncodedImage Encode(PlanarImage image, string mimeType, ThumbnailOptions options, CancellationToken cancellationToken) => new(
        mimeType,
        mimeType switch
        {
            MediaType.Jpeg => EncodeJpeg(image, options, cancellationToken),
            MediaType.WebP => SkiaWebPEncoder.Encode(image, options.Quality),
            _ => PngWriter.Write(image.Kind == PixelKind.YCbCr ? ColorConversion.ToRgb(image) : image, options.Effort, cancellationToken),
        });

    private static byte[] EncodeJpeg(PlanarImage image, ThumbnailOptions options, CancellationToken cancellationToken)
    {
        (int quality, bool isProgressive) = (options.Quality ?? JpegQuality, options.Effort == Effort.Small);
        if (image.Kind == PixelKind.Gray)
            return JpegEncoder.Encode(image.Planes[0], null, null, quality, isProgressive, cancellationToken);
        PlanarImage coded = image.Kind == PixelKind.YCbCr ? image : ColorConversion.ToYCbCr(image, SubsamplesChroma(options));
        return JpegEncoder.Encode(coded.Planes[0], coded.Planes[1], coded.Planes[2], quality, isProgressive, cancellationToken);
    }
}
