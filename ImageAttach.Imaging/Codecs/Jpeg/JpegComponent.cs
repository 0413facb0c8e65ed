namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>One of a JPEG's components: luma, or one of two chroma components.</summary>
/// <param name="Id">The number that identifies it in a scan.</param>
/// <param name="HorizontalSampling">Horizontal sampling factor: blocks across in each MCU.</param>
/// <param name="VerticalSampling">Vertical sampling factor: blocks down in each MCU.</param>
/// <param name="QuantizationIndex">The index of its quantization table.</param>
internal sealed record JpegComponent(byte Id, int HorizontalSampling, int VerticalSampling, int QuantizationIndex)
{
    /// <summary>Its quantization table, in zigzag order.</summary>
    public ushort[]? Quantization { get; init; }

    public HuffmanTable? Dc { get; init; }

    public HuffmanTable? Ac { get; init; }
}
