namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The coefficients of one component, of a JPEG whose scans each hold a part of them.</summary>
internal sealed class JpegBlocks
{
    private const int Coefficients = 64;
    private const int Unread = -1;

    private readonly short[] _coefficients;
    private readonly int[] _lowestBits = new int[Coefficients];

    /// <param name="frame">The image.</param>
    /// <param name="component">The component.</param>
    /// <param name="keepsDcOnly">Whether only DC coefficients are kept.</param>
    public JpegBlocks(JpegFrame frame, JpegComponent component, bool keepsDcOnly)
    {
        (Component, Length) = (component, keepsDcOnly ? 1 : Coefficients);
        McuColumns = DivideRoundingUp(frame.Width, 8 * frame.HorizontalSampling);
        McuRows = DivideRoundingUp(frame.Height, 8 * frame.VerticalSampling);
        Stride = McuColumns * component.HorizontalSampling;
        Columns = DivideRoundingUp(frame.Width * component.HorizontalSampling, 8 * frame.HorizontalSampling);
        Rows = DivideRoundingUp(frame.Height * component.VerticalSampling, 8 * frame.VerticalSampling);
        _coefficients = new short[checked(Stride * McuRows * component.VerticalSampling * Length)];
        Array.Fill(_lowestBits, Unread);
    }

    public JpegComponent Component { get; set; }

    /// <summary>How many coefficients of each block are kept.</summary>
    public int Length { get; }

    public int McuColumns { get; }

    public int McuRows { get; }

    /// <summary>Blocks across, with those that fill the last MCU.</summary>
    public int Stride { get; }

    /// <summary>Blocks across that hold pixels of the image.</summary>
    public int Columns { get; }

    /// <summary>Blocks down that hold pixels of the image.</summary>
    public int Rows { get; }

    /// <summary>The DC coefficient of the block before.</summary>
    public int PreviousDc { get; set; }

    /// <summary>Whether scans held every bit of every coefficient.</summary>
    public bool IsComplete => Array.TrueForAll(_lowestBits, bit => bit == 0);

    /// <summary>The coefficients of a block, in zigzag order.</summary>
    public Span<short> this[int column, int row] => _coefficients.AsSpan(((row * Stride) + column) * Length, Length);

    public void AddBand(JpegBand band) => _lowestBits.AsSpan(band.Start..(band.End + 1)).Fill(band.Low);

    private static int DivideRoundingUp(int number, int by) => (number + by - 1) / by;
}
