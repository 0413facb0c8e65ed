namespace ImageAttach.Imaging.Containers;

/// <summary>What a file's container says, without decoding a pixel.</summary>
/// <param name="MimeType">The media type, from the bytes.</param>
/// <param name="StoredSize">The size of the stored pixels, before orientation.</param>
/// <param name="Orientation">The orientation of the stored pixels.</param>
/// <param name="Frames">The number of frames, 1 for a still.</param>
/// <param name="CanDecodeReduced">Whether the decoder may be asked for a smaller image.</param>
internal sealed record ContainerFacts(
    string MimeType,
    ImageSize StoredSize,
    Orientation Orientation,
    int Frames = 1,
    bool CanDecodeReduced = false)
{
    /// <summary>Bytes for each pixel that is decoded whole: red, green, blue and alpha.</summary>
    public const double WholePixel = 4;

    /// <summary>Whether the file ends before its structure does. Pixels are missing only if decoding them fails.</summary>
    public bool LacksEnd { get; init; }

    /// <summary>The bytes that decoding holds for each pixel; 0 for an image that is decoded row by row.</summary>
    public double BytesPerPixel { get; init; } = WholePixel;
}
