using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Codecs.Skia;

namespace ImageAttach.Imaging.Rendering;

/// <summary>A specification applied to one original: what to show, and what the file will be.</summary>
/// <param name="Options">How the thumbnail is made.</param>
/// <param name="Size">The thumbnail's size.</param>
/// <param name="Placement">What to show, and how large.</param>
/// <param name="MimeType">The file's type.</param>
internal sealed record ThumbnailPlan(ThumbnailOptions Options, ImageSize Size, Placement Placement, string MimeType)
{
    // An image that its decoder reduced to at least this many times the target looks the same as one that is only resampled.
    private const double ResolutionMargin = 1.5;

    public static ThumbnailPlan For(ThumbnailSpec spec, ImageSize original, string originalType)
    {
        ImageSize size = spec.GetSize(original);
        return new(spec.Options, size, Placement.Of(original, size, spec.Options), TypeFor(spec.Options.Format, originalType, size));
    }

    /// <summary>How much of the original's resolution is needed, 1 for all.</summary>
    // The nearest pixel is one of the original, not of a reduction.
    public double NeededScale => Options.Filter == ResamplingFilter.Point ? 1 : Placement.Scale * ResolutionMargin;

    /// <summary>Whether luma and halved color, as they come out of a JPEG, go into the file as they are.</summary>
    public bool SubsamplesChroma => MimeType == MediaType.Jpeg && Options.Fit != Fit.Pad && ImageEncoder.SubsamplesChroma(Options);

    // Photographs stay small; what may have sharp edges or transparent parts keeps them. A thumbnail that is too tall or too wide for WebP is PNG.
    private static string TypeForOriginal(string originalType, ImageSize size) => originalType switch
    {
        MediaType.Jpeg or MediaType.Heic => MediaType.Jpeg,
        MediaType.WebP or MediaType.Avif or MediaType.JpegXl when Math.Max(size.Width, size.Height) <= SkiaWebPEncoder.MaxSide => MediaType.WebP,
        _ => MediaType.Png,
    };

    private static string TypeFor(ThumbnailFormat format, string originalType, ImageSize size) => format switch
    {
        ThumbnailFormat.Jpeg => MediaType.Jpeg,
        ThumbnailFormat.Png => MediaType.Png,
        ThumbnailFormat.WebP or ThumbnailFormat.AnimatedWebP => MediaType.WebP,
        _ => TypeForOriginal(originalType, size),
    };
}
