namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What becomes of a frame when its time is over, by the numbers of its chunk.</summary>
internal enum PngDisposal
{
    /// <summary>It stays.</summary>
    None = 0,

    /// <summary>Its place becomes transparent.</summary>
    Background = 1,

    /// <summary>What was there before comes back.</summary>
    Previous = 2,
}
