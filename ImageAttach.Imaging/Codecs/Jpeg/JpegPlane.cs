using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>A plane to encode.</summary>
internal sealed class JpegPlane(Plane plane, int factor, int table, ForwardDct dct)
{
    public Plane Plane { get; } = plane;

    /// <summary>The sampling factor on both axes.</summary>
    public int Factor { get; } = factor;

    /// <summary>0 for luma, 1 for chroma.</summary>
    public int Table { get; } = table;

    public ForwardDct Dct { get; } = dct;

    /// <summary>The DC coefficient of the block before.</summary>
    public int PreviousDc { get; set; }
}
