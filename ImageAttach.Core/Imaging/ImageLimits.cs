namespace ImageAttach;

/// <summary>How large an original may be, and of which types. Checked before anything is decoded or stored.</summary>
public sealed record ImageLimits
{
    private readonly IReadOnlySet<string>? _allowedTypes;

    /// <summary>The limits that hold where none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>The largest file, in bytes. Default: 67,108,864 (64 MiB).</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>The most pixels, width times height. Default: 100,000,000.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>The most frames of an animation. Default: 1,000.</summary>
    public int MaxFrames { get; init; } = 1_000;

    /// <summary>The media types that may be attached. Default: all that can be read, <see cref="ImageCodecs.MediaTypes"/>.</summary>
    public IReadOnlySet<string> AllowedTypes
    {
        get => _allowedTypes ?? ImageCodecs.MediaTypes;
        init => _allowedTypes = value;
    }
}
