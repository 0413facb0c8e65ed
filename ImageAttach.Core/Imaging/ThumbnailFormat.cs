namespace ImageAttach;

/// <summary>The file format of a thumbnail.</summary>
public enum ThumbnailFormat
{
    /// <summary>The original's, where it is JPEG, PNG or WebP; PNG for all others. The default.</summary>
    Keep,

    /// <summary>JPEG. What is transparent shows the background, white unless another is given.</summary>
    Jpeg,

    /// <summary>PNG, without loss.</summary>
    Png,

    /// <summary>WebP, with loss.</summary>
    WebP,
}
