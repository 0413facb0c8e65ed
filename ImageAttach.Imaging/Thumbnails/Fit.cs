namespace ImageAttach;

/// <summary>How an image is brought into a thumbnail's sides.</summary>
public enum Fit
{
    /// <summary>One side is given, or a ratio; the other keeps the image's proportions. The default.</summary>
    Scale,

    /// <summary>Both sides are given, and filled: what hangs over is cut off, as far from the focal point as can be.</summary>
    Cover,

    /// <summary>Both sides are given as bounds: the whole image, as large as fits between them. One side may come out shorter.</summary>
    Contain,

    /// <summary>Both sides are given, and kept: the whole image in the middle, the background around it.</summary>
    Pad,
}
