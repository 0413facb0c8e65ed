namespace ImageAttach;

/// <summary>What is demanded of an original: how large it may be, of which types, and what else. Checked before anything is stored.</summary>
public sealed record ImageLimits
{
    internal const long DefaultMaxPixels = 100_000_000;

    /// <summary>Gets the limits that apply where none are given: a new object each time, so nothing that changes one changes the defaults.</summary>
    public static ImageLimits Default => new();

    /// <summary>The largest file, in bytes. Default: 67,108,864 (64 MiB).</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>The most pixels, width times height. Default: 100,000,000.</summary>
    public long MaxPixels { get; init; } = DefaultMaxPixels;

    /// <summary>The most frames of an animation. Default: 1,000.</summary>
    public int MaxFrames { get; init; } = 1_000;

    /// <summary>The media types that may be attached. Default: null, which allows all that can be read, <see cref="ImageCodecs.MediaTypes"/>.</summary>
    public IReadOnlySet<string>? AllowedTypes { get; init; }

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

    /// <summary>The media types that may be attached now, without null.</summary>
    internal IReadOnlySet<string> EffectiveTypes => AllowedTypes ?? ImageCodecs.MediaTypes;

    /// <summary>Whether files of a media type may be attached.</summary>
    internal bool Allows(string mimeType) => EffectiveTypes.Contains(mimeType);
}
