namespace ImageAttach;

/// <summary>The resolution of chroma in a JPEG thumbnail. WebP always has half of it on each axis, and PNG all of it.</summary>
public enum ChromaSubsampling
{
    /// <summary><see cref="Yuv444"/> where the quality is 90 or more, and <see cref="Yuv420"/> below. The default.</summary>
    Auto,

    /// <summary>4:2:0, half the resolution on each axis: the smallest files, which photographs don't suffer from.</summary>
    Yuv420,

    /// <summary>4:4:4, the full resolution: for text and drawings in color.</summary>
    Yuv444,
}
