namespace ImageAttach;

/// <summary>How many pixels become few, or few become many.</summary>
public enum ResamplingFilter
{
    /// <summary>Lanczos to make an image smaller, Mitchell to make it larger, as ImageMagick chooses. The default.</summary>
    Auto,

    /// <summary>The nearest pixel and no other: keeps the hard edges of pixel art.</summary>
    Point,

    /// <summary>The mean of the pixels covered.</summary>
    Box,

    /// <summary>Linear between neighbours (bilinear); soft.</summary>
    Triangle,

    /// <summary>Mitchell and Netravali's cubic, between soft and sharp.</summary>
    Mitchell,

    /// <summary>Catmull and Rom's cubic (bicubic), sharper than Mitchell.</summary>
    CatmullRom,

    /// <summary>Lanczos with three lobes: the sharpest, for photographs.</summary>
    Lanczos,
}
