using ImageAttach.Imaging.Formats;
using SkiaSharp;

namespace ImageAttach.Imaging.Skia;

/// <summary>At which size to decode, and what room that needs.</summary>
/// <param name="Info">The pixels to ask the decoder for.</param>
/// <param name="FullWidth">The width of the stored picture.</param>
internal sealed record DecodePlan(SKImageInfo Info, int FullWidth)
{
    /// <summary>How much larger than the target the decoder's own scaling may leave the picture.</summary>
    /// <remarks>Its scaling is quick and coarse; from 1.5 times up our resampling hides that, and more only costs time.</remarks>
    private const float Margin = 1.5f;

    // JPEG's transform scales by eighths.
    private const int JpegSteps = 8;

    /// <summary>The bytes to allocate for that many rows.</summary>
    /// <remarks>
    /// One row at full width more than asked for: SkiaSharp 4.155.0 writes rows at full width into a reduced picture of a
    /// lossless JPEG. Such files are refused, but should one get through, what is written too much stays in our memory.
    /// </remarks>
    public long BytesFor(int rows) => ((long)Info.RowBytes * rows) + ((long)FullWidth * Info.BytesPerPixel);

    public static DecodePlan For(SKCodec codec, ContainerFacts facts, ImageSize target)
    {
        var size = facts.CanDecodeReduced ? ReducedSize(codec, facts, target) : codec.Info.Size;
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        // The process has one sRGB, which isn't ours to dispose.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());
        return new DecodePlan(info, codec.Info.Width);
    }

    private static SKSizeI ReducedSize(SKCodec codec, ContainerFacts facts, ImageSize target)
    {
        var full = codec.Info.Size;
        var needed = Margin * Math.Max((float)target.Width / full.Width, (float)target.Height / full.Height);
        if (facts.MimeType == MediaType.Jpeg)
            needed = MathF.Ceiling(needed * JpegSteps) / JpegSteps;
        if (needed >= 1)
            return full;
        var reduced = codec.GetScaledDimensions(needed);
        return reduced.Width < target.Width || reduced.Height < target.Height ? full : reduced;
    }
}
