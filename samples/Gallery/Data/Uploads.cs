using ImageAttach;

namespace Gallery.Data;

/// <summary>What may be attached, and what is made of it.</summary>
internal static class Uploads
{
    public const int SmallThumbnail = 150;
    public const int LargeThumbnail = 640;

    /// <summary>The largest request: a picture somewhat too large still gets an answer that says so.</summary>
    public const long MaxRequestBytes = 48L << 20;

    public static ImageLimits Limits { get; } = new() { MaxBytes = 32L << 20 };
}
