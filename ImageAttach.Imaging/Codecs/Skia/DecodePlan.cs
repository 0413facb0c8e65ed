using ImageAttach.Imaging.Containers;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>At which size to decode, and what room that needs.</summary>
/// <param name="Info">The pixels to ask the decoder for.</param>
/// <param name="FullWidth">The width of the stored image.</param>
internal sealed record DecodePlan(SKImageInfo Info, int FullWidth)
{
    /// <summary>Whether gray stands for pixels that are missing.</summary>
    public bool AllowDamaged { get; init; }

    // JPEG's transform scales by eighths.
    private const int JpegSteps = 8;

    /// <summary>The bytes to allocate for that many rows.</summary>
    /// <remarks>
    /// One row at full width more than asked for: SkiaSharp 4.155.0 writes rows at full width into a reduced image of a
    /// lossless JPEG. Such files are refused, but should one get through, what is written too much stays in our memory.
    /// </remarks>
    public long BytesFor(int rows) => ((long)Info.RowBytes * rows) + ((long)FullWidth * Info.BytesPerPixel);

    /// <param name="codec">The decoder.</param>
    /// <param name="facts">What is known of the file.</param>
    /// <param name="scale">How much of the resolution is needed, 1 for all.</param>
    public static DecodePlan For(SKCodec codec, ContainerFacts facts, double scale)
    {
        SKSizeI size = facts.CanDecodeReduced ? ReducedSize(codec, facts, scale) : codec.Info.Size;
        SKAlphaType alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        // The process has one sRGB, which isn't ours to dispose.
        SKImageInfo info = new(size.Width, size.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());
        return new DecodePlan(info, codec.Info.Width);
    }

    private static SKSizeI ReducedSize(SKCodec codec, ContainerFacts facts, double scale)
    {
        if (facts.MimeType == MediaType.Jpeg)
            scale = Math.Ceiling(scale * JpegSteps) / JpegSteps;
        if (scale >= 1)
            return codec.Info.Size;
        SKSizeI reduced = codec.GetScaledDimensions((float)scale);
        // Decoders round as they like; an image smaller than needed would have to be scaled up.
        bool isEnough = reduced.Width >= Math.Floor(codec.Info.Width * scale) && reduced.Height >= Math.Floor(codec.Info.Height * scale);
        return isEnough ? reduced : codec.Info.Size;
    }
}
