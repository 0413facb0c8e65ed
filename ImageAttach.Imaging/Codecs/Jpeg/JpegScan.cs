namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Decodes a scan, MCU by MCU, and emits the rows of pixels of each row of MCUs.</summary>
internal sealed class JpegScan
{
    private readonly JpegFrame _frame;
    private readonly int _side;
    private readonly McuRow[] _mcuRowBuffers;
    private readonly int _mcuColumns;
    private readonly int _mcuRows;
    private readonly short[] _block = new short[InverseDct.BlockLength];

    public JpegScan(JpegFrame frame, int side, IReadOnlyList<PlaneShape> planes)
    {
        (_frame, _side) = (frame, side);
        _mcuColumns = DivideRoundingUp(frame.Width, 8 * frame.HorizontalSampling);
        _mcuRows = DivideRoundingUp(frame.Height, 8 * frame.VerticalSampling);
        _mcuRowBuffers = [.. frame.Components.Select((component, i) => new McuRow(component, side, _mcuColumns, planes[i]))];
    }

    /// <returns>False when the data is broken or ends too early.</returns>
    public bool Decode(ReadOnlySpan<byte> data, PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        JpegBitReader bits = new(data);
        int mcusUntilRestart = _frame.RestartInterval;
        for (int y = 0; y < _mcuRows; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < _mcuColumns; x++)
            {
                if (_frame.RestartInterval != 0 && mcusUntilRestart-- == 0)
                {
                    if (bits.IsExhausted || !bits.Restart())
                        return false;
                    foreach (McuRow mcuRow in _mcuRowBuffers)
                        mcuRow.PreviousDc = 0;
                    mcusUntilRestart = _frame.RestartInterval - 1;
                }

                foreach (McuRow mcuRow in _mcuRowBuffers)
                    ReadMcu(ref bits, mcuRow, x);
            }

            if (bits.IsExhausted)
                return false;
            EmitRows(onRow);
        }

        return true;
    }

    private void ReadMcu(ref JpegBitReader bits, McuRow mcuRow, int x)
    {
        JpegComponent component = mcuRow.Component;
        for (int v = 0; v < component.VerticalSampling; v++)
        {
            for (int h = 0; h < component.HorizontalSampling; h++)
            {
                int at = (v * _side * mcuRow.Stride) + (((x * component.HorizontalSampling) + h) * _side);
                if (_side == 1)
                {
                    mcuRow.PreviousDc += bits.ReadDcOnly(component);
                    mcuRow.Pixels[at] = mcuRow.Dct.TransformDc(mcuRow.PreviousDc);
                    continue;
                }

                mcuRow.PreviousDc += bits.ReadBlock(component, mcuRow.Dct.NaturalOrder, _block);
                _block[0] = (short)mcuRow.PreviousDc;
                mcuRow.Dct.Transform(_block, mcuRow.Pixels.AsSpan(at), mcuRow.Stride);
            }
        }
    }

    private void EmitRows(PlaneRowCallback onRow)
    {
        for (int plane = 0; plane < _mcuRowBuffers.Length; plane++)
        {
            McuRow mcuRow = _mcuRowBuffers[plane];
            int rows = Math.Min(mcuRow.Component.VerticalSampling * _side, mcuRow.Shape.Height - mcuRow.EmittedRows);
            for (int row = 0; row < rows; row++)
                onRow(plane, mcuRow.Pixels.AsSpan(row * mcuRow.Stride, mcuRow.Shape.Width));
            mcuRow.EmittedRows += rows;
        }
    }

    private static int DivideRoundingUp(int number, int by) => (number + by - 1) / by;

    /// <summary>The pixels of one component in a row of MCUs.</summary>
    private sealed class McuRow(JpegComponent component, int side, int mcuColumns, PlaneShape shape)
    {
        public JpegComponent Component { get; } = component;

        public PlaneShape Shape { get; } = shape;

        public InverseDct Dct { get; } = new(side, component.Quantization!);

        public int Stride { get; } = mcuColumns * component.HorizontalSampling * side;

        public byte[] Pixels { get; } = new byte[mcuColumns * component.HorizontalSampling * side * component.VerticalSampling * side];

        /// <summary>The DC coefficient of the block before.</summary>
        public int PreviousDc { get; set; }

        public int EmittedRows { get; set; }
    }
}
