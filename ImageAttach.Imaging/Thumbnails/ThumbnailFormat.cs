namespace ImageAttach;

/// <summary>The file format of a thumbnail.</summary>
public enum ThumbnailFormat
{
    /// <summary>The original's, where it is JPEG, PNG or WebP; JPEG for HEIC, WebP for AVIF and JPEG XL, PNG for all others. The default.</summary>
    Keep,

    /// <summary>JPEG. What is transparent shows the background, white unless another is given.</summary>
    Jpeg,

    /// <summary>PNG, without loss.</summary>
    Png,

    /// <summary>WebP, with loss.</summary>
    WebP,

    /// <summary>WebP that moves as a GIF, WebP or animated PNG original does, and as often; of all others WebP that stands still.</summary>
    /// <remarks>All frames together have at most 32,000,000 pixels; more are an <see cref="ImageLimitException"/>.</remarks>
    AnimatedWebP,
}
