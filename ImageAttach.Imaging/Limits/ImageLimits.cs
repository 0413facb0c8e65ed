using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>What is demanded of an original: how large it may be, of which types, and what else. Checked before anything is stored.</summary>
public sealed record ImageLimits
{
    internal const long DefaultMaxPixels = 250_000_000;

    /// <summary>More pixels are never decoded: four bytes each, they must fit in 2 GB.</summary>
    internal const long MaxDecodablePixels = 400_000_000;

    /// <summary>Gets the limits that apply where none are given: a new object each time, so nothing that changes one changes the defaults.</summary>
    public static ImageLimits Default => new();

    /// <summary>Gets limits that refuse only what can't be decoded at all: images of more than 400,000,000 pixels, and files that are cut short.</summary>
    /// <remarks>For files that were accepted before, under whatever limits. Not for files that come from strangers.</remarks>
    public static ImageLimits Unrestricted { get; } = new()
    {
        MaxBytes = long.MaxValue,
        MaxFrames = int.MaxValue,
        MaxPixels = MaxDecodablePixels,
        MaxMemory = long.MaxValue,
    };

    /// <summary>The largest file, in bytes. Default: 67,108,864 (64 MiB).</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>The maximum number of pixels, width times height. Default: 250,000,000, above the 200 megapixels of today's phones.</summary>
    public long MaxPixels { get; init; } = DefaultMaxPixels;

    /// <summary>The maximum memory for decoding an image, in bytes. Default: 600,000,000.</summary>
    /// <remarks>
    /// Baseline JPEG, PNG that isn't interlaced, and uncompressed BMP are decoded row by row and need next to nothing, however large they are.
    /// Progressive JPEG needs 3 to 6 bytes for each pixel, and all else 4.
    /// </remarks>
    public long MaxMemory { get; init; } = 600_000_000;

    /// <summary>The maximum number of frames of an animation. Default: 1,000.</summary>
    public int MaxFrames { get; init; } = 1_000;

    /// <summary>The media types that may be attached. Default: null, which allows all that can be read.</summary>
    public IReadOnlySet<string>? AllowedTypes { get; init; }

    /// <summary>
    /// Whether an image is accepted of which a part is missing, such as an upload that stopped halfway. Default: false, and it is refused.
    /// A file that lacks its last marker alone, and no pixel, is always accepted.
    /// </summary>
    /// <remarks>Thumbnails show what is there, and gray instead of the rest. <see cref="ImageHeader.IsDamaged"/> says which images are damaged. ICO, and types that codecs read, are refused all the same.</remarks>
    public bool AllowDamaged { get; init; }

    /// <summary>
    /// Whether every pixel is decoded before an original is accepted, and an original that can't be is refused. Default: false, and a
    /// file that is whole by its structure is accepted; what is broken inside it shows when thumbnails are made.
    /// </summary>
    /// <remarks>Takes as long as a thumbnail, and for animations every frame, with the whole file in memory.</remarks>
    public bool DecodeFully { get; init; }

    /// <summary>
    /// Whether metadata is taken out of originals before they are stored: where and when a photograph was made, by whom and with what,
    /// and previews of it. Default: false, and originals are stored as they are.
    /// </summary>
    /// <remarks>
    /// The pixels aren't encoded again; color profiles and the orientation stay. JPEG, PNG, WebP, GIF, BMP, ICO and, with ImageAttach.Vector,
    /// SVG can be stripped; other types, such as PDF, are refused with an <see cref="ImageFormatException"/>.
    /// </remarks>
    public bool StripMetadata { get; init; }

    /// <summary>Checks the length of a file.</summary>
    /// <param name="bytes">The length in bytes.</param>
    /// <exception cref="ImageLimitException">It exceeds <see cref="MaxBytes"/>.</exception>
    public void CheckBytes(long bytes) => CheckBytes(bytes, MaxBytes);

    /// <summary>Checks the length of a file against a single limit.</summary>
    /// <param name="bytes">The length in bytes.</param>
    /// <param name="maxBytes">The number of bytes allowed: <see cref="MaxBytes"/> of some limits.</param>
    /// <exception cref="ImageLimitException">It exceeds the limit.</exception>
    public static void CheckBytes(long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
            throw Refusal.TooManyBytes(bytes, maxBytes);
    }
}
