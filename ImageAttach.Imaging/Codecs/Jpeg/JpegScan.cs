namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Goes through a scan, unit by unit, and gives the rows of pixels that each row of units makes.</summary>
internal sealed class JpegScan
{
    private readonly JpegFrame _frame;
    private readonly int _side;
    private readonly Band[] _bands;
    private readonly int _unitsAcross;
    private readonly int _unitsDown;
    private readonly short[] _block = new short[JpegTransform.BlockLength];

    public JpegScan(JpegFrame frame, int side, IReadOnlyList<PlaneShape> planes)
    {
        (_frame, _side) = (frame, side);
        _unitsAcross = DivideUp(frame.Width, 8 * frame.UnitAcross);
        _unitsDown = DivideUp(frame.Height, 8 * frame.UnitDown);
        _bands = [.. frame.Components.Select((component, i) => new Band(component, side, _unitsAcross, planes[i]))];
    }

    /// <returns>False when the data is broken or ends too early.</returns>
    public bool Decode(ReadOnlySpan<byte> data, RowTaker take, CancellationToken cancellationToken)
    {
        JpegBits bits = new JpegBits(data);
        int untilRestart = _frame.RestartInterval;
        for (int y = 0; y < _unitsDown; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < _unitsAcross; x++)
            {
                if (_frame.RestartInterval != 0 && untilRestart-- == 0)
                {
                    if (bits.IsExhausted || !bits.Restart())
                        return false;
                    foreach (Band band in _bands)
                        band.Last = 0;
                    untilRestart = _frame.RestartInterval - 1;
                }

                foreach (Band band in _bands)
                    ReadUnit(ref bits, band, x);
            }

            if (bits.IsExhausted)
                return false;
            Give(take);
        }

        return true;
    }

    private void ReadUnit(ref JpegBits bits, Band band, int x)
    {
        JpegComponent component = band.Component;
        for (int v = 0; v < component.Down; v++)
        {
            for (int h = 0; h < component.Across; h++)
            {
                int at = (v * _side * band.Stride) + (((x * component.Across) + h) * _side);
                if (_side == 1)
                {
                    band.Last += bits.ReadFirst(component);
                    band.Pixels[at] = band.Transform.ToPixel(band.Last);
                    continue;
                }

                band.Last += bits.ReadBlock(component, band.Transform.Places, _block);
                _block[0] = (short)band.Last;
                band.Transform.ToPixels(_block, band.Pixels.AsSpan(at), band.Stride);
            }
        }
    }

    private void Give(RowTaker take)
    {
        for (int plane = 0; plane < _bands.Length; plane++)
        {
            Band band = _bands[plane];
            int rows = Math.Min(band.Component.Down * _side, band.Shape.Height - band.RowsGiven);
            for (int row = 0; row < rows; row++)
                take(plane, band.Pixels.AsSpan(row * band.Stride, band.Shape.Width));
            band.RowsGiven += rows;
        }
    }

    private static int DivideUp(int number, int by) => (number + by - 1) / by;

    /// <summary>A row of units, as one component's pixels.</summary>
    private sealed class Band(JpegComponent component, int side, int unitsAcross, PlaneShape shape)
    {
        public JpegComponent Component { get; } = component;

        public PlaneShape Shape { get; } = shape;

        public JpegTransform Transform { get; } = new(side, component.Quantization!);

        public int Stride { get; } = unitsAcross * component.Across * side;

        public byte[] Pixels { get; } = new byte[unitsAcross * component.Across * side * component.Down * side];

        /// <summary>The first coefficient of the block before.</summary>
        public int Last { get; set; }

        public int RowsGiven { get; set; }
    }
}
