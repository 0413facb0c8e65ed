namespace ImageAttach.Imaging.Colors;

/// <summary>How the inks of a press are stored in a JPEG.</summary>
internal enum CmykEncoding
{
    /// <summary>255 for all of the ink.</summary>
    Plain,

    /// <summary>0 for all of the ink, as Adobe's programs store them.</summary>
    Inverted,

    /// <summary>The first three as luma and chroma, and black inverted.</summary>
    Ycck,
}
