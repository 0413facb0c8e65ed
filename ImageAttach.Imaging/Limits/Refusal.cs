using System.Globalization;

namespace ImageAttach.Imaging;

/// <summary>Why an image is refused, in words for the one who attaches it.</summary>
internal static class Refusal
{
    private const int BytesShown = 12;

    public static ImageFormatException Empty() => new("The file is empty, so there is no image in it to attach.");

    public static ImageFormatException UnknownType(ReadOnlySpan<byte> beginning, IEnumerable<string> allowed) =>
        new($"The file is of no known image type: it begins with the bytes {Convert.ToHexString(beginning[..Math.Min(BytesShown, beginning.Length)])}. Attach one of {List(allowed)}.") { IsTypeRefused = true };

    public static ImageFormatException NoCodec(string mimeType) => mimeType switch
    {
        MediaType.Svg => NoCodec(mimeType, "ImageAttach.Vector", "SvgCodec"),
        MediaType.Pdf => NoCodec(mimeType, "ImageAttach.Vector", "PdfCodec"),
        MediaType.Heic => NoCodec(mimeType, "ImageAttach.Formats", "HeicCodec"),
        MediaType.Avif => NoCodec(mimeType, "ImageAttach.Formats", "AvifCodec"),
        MediaType.JpegXl => NoCodec(mimeType, "ImageAttach.Formats", "JpegXlCodec"),
        MediaType.Tiff => NoCodec(mimeType, "ImageAttach.Formats", "TiffCodec"),
        _ => new($"The file is {mimeType}, which ImageAttach doesn't read. Attach a JPEG, PNG or WebP made from it, or add a codec that reads {mimeType} to ImagingOptions.Codecs; in an application of ImageAttach.Core, to ImageAttachSettings.Codecs.") { IsTypeRefused = true },
    };

    public static ImageFormatException TypeNotAllowed(string mimeType, IEnumerable<string> allowed) =>
        new($"The file is {mimeType}, which isn't allowed. Attach one of {List(allowed)}, or add it to ImageLimits.AllowedTypes.") { IsTypeRefused = true };

    public static ImageFormatException CutShort(string mimeType, long length, Exception? innerException = null) =>
        new(Text($"The {mimeType} file is cut short: its {length:N0} bytes end before the image does. Upload it again, whole, or set ImageLimits.AllowDamaged."), innerException);

    public static ImageFormatException Broken(string mimeType, string fault) =>
        new($"The {mimeType} file is broken: {fault}. Save it again with an image editor, or attach another.");

    public static ImageFormatException Unsupported(string mimeType, string kind) =>
        new($"The {mimeType} file is of a kind that isn't supported: {kind}. Save it again with an image editor, in the usual kind.") { IsTypeRefused = true };

    public static ImageFormatException NotStripped(string mimeType) =>
        new($"The metadata of the {mimeType} file can't be removed without changing the image. Attach it as JPEG, PNG, or WebP, or leave ImageLimits.StripMetadata unset.");

    public static ImageLimitException TooManyBytes(long bytes, long maxBytes) =>
        new(Text($"The file has {bytes:N0} bytes; ImageLimits.MaxBytes allows {maxBytes:N0}. Attach a smaller file, or raise the limit."));

    /// <summary>Makes a size of two numbers that a header claims.</summary>
    /// <exception cref="ImageFormatException">A side is missing.</exception>
    /// <exception cref="ImageLimitException">More pixels than allowed, or a side that no decoder takes.</exception>
    public static ImageSize CheckSize(string mimeType, long width, long height, ImageLimits limits)
    {
        if (width <= 0 || height <= 0)
            throw Broken(mimeType, Text($"its size is {width}×{height}"));
        // Divided rather than multiplied: two claimed sides of 32 bits would overflow.
        if (width > int.MaxValue || height > int.MaxValue || width > limits.MaxPixels / height)
            throw TooManyPixels(width, height, limits);
        return new ImageSize((int)width, (int)height);
    }

    /// <summary>Checks the memory that decoding takes.</summary>
    /// <exception cref="ImageLimitException">More than allowed.</exception>
    public static void CheckMemory(ImageSize size, double bytesPerPixel, ImageLimits limits)
    {
        double bytes = size.Pixels * bytesPerPixel;
        if (bytes > limits.MaxMemory)
            throw new ImageLimitException(Text($"The image is {size}, and of a kind that takes {bytes:N0} bytes of memory to decode; ImageLimits.MaxMemory allows {limits.MaxMemory:N0}. Attach a smaller one, save it as baseline JPEG or as PNG that isn't interlaced, or raise the limit."));
    }

    /// <summary>Stops at the first frame too many, so that counting costs no more than the limit allows.</summary>
    /// <exception cref="ImageLimitException">More frames than allowed.</exception>
    public static void CheckFrames(int frames, ImageLimits limits)
    {
        if (frames > limits.MaxFrames)
            throw new ImageLimitException(Text($"The animation has {frames:N0} frames or more; ImageLimits.MaxFrames allows {limits.MaxFrames:N0}. Attach a shorter one, or raise the limit."));
    }

    public static ImageLimitException TooManyAnimatedPixels(ImageSize size, int frames, long maxPixels) =>
        new(Text($"{frames:N0} frames of {size} can't become a animated thumbnail: that is {size.Pixels * frames:N0} pixels, and {maxPixels:N0} are the maximum. Ask for a smaller one, or for ThumbnailFormat.WebP, which is a still."));

    private static ImageFormatException NoCodec(string mimeType, string package, string codec) =>
        new($"The file is {mimeType}, which the package {package} reads. Refer to it, and add new {codec}() to ImagingOptions.Codecs; in an application of ImageAttach.Core, to ImageAttachSettings.Codecs.") { IsTypeRefused = true };

    private static ImageLimitException TooManyPixels(long width, long height, ImageLimits limits) =>
        new(Text($"The image is {width}×{height}, {(decimal)width * height:N0} pixels; ImageLimits.MaxPixels allows {limits.MaxPixels:N0}. Attach a smaller one, or raise the limit."));

    private static string List(IEnumerable<string> mediaTypes) => string.Join(", ", mediaTypes.Order(StringComparer.Ordinal));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
