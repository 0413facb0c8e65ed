namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>One of a JPEG's colour components: brightness, or one of two differences of colour.</summary>
/// <param name="Id">The number that a scan names it by.</param>
/// <param name="Across">Blocks across in each unit of a scan.</param>
/// <param name="Down">Blocks down in each unit of a scan.</param>
/// <param name="QuantizationNumber">The number of the table that its coefficients are multiplied with.</param>
internal sealed record JpegComponent(byte Id, int Across, int Down, int QuantizationNumber)
{
    /// <summary>What its coefficients are multiplied with, in zigzag order.</summary>
    public ushort[]? Quantization { get; init; }

    public HuffmanTable? Dc { get; init; }

    public HuffmanTable? Ac { get; init; }
}
