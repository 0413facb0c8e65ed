namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>One of the scans that each hold a part of an image's coefficients.</summary>
/// <param name="blocks">The components of the scan.</param>
/// <param name="band">Which coefficients it holds.</param>
/// <param name="restartInterval">MCUs between restart markers; 0 for none.</param>
/// <param name="isProgressive">Whether the image is progressive, so that the scan holds either DC or AC coefficients.</param>
internal sealed class JpegPartScan(JpegBlocks[] blocks, JpegBand band, int restartInterval, bool isProgressive)
{
    private static readonly byte[] ZigZagOrder = [.. Enumerable.Range(0, 128).Select(k => (byte)Math.Min(k, 64))];

    private readonly short[] _sequentialBlock = new short[InverseDct.BlockLength];
    private int _endOfBand;
    private bool _isBroken;

    /// <returns>False when the data is broken or ends too early.</returns>
    public bool Decode(ReadOnlySpan<byte> data, CancellationToken cancellationToken)
    {
        JpegBitReader bits = new(data);
        // A component alone isn't interleaved: its MCUs are its blocks, as far as they hold pixels.
        bool isInterleaved = blocks.Length > 1;
        (int columns, int rows) = isInterleaved ? (blocks[0].McuColumns, blocks[0].McuRows) : (blocks[0].Columns, blocks[0].Rows);
        int untilRestart = restartInterval;
        for (int y = 0; y < rows; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < columns; x++)
            {
                if (restartInterval != 0 && untilRestart-- == 0)
                {
                    if (bits.IsExhausted || !Restart(ref bits))
                        return false;
                    untilRestart = restartInterval - 1;
                }

                if (isInterleaved)
                    ReadMcu(ref bits, x, y);
                else
                    ReadBlock(ref bits, blocks[0], x, y);
            }

            if (bits.IsExhausted || _isBroken)
                return false;
        }

        foreach (JpegBlocks component in blocks)
            component.AddBand(band);
        return true;
    }

    private bool Restart(ref JpegBitReader bits)
    {
        foreach (JpegBlocks component in blocks)
            component.PreviousDc = 0;
        _endOfBand = 0;
        return bits.Restart();
    }

    private void ReadMcu(ref JpegBitReader bits, int x, int y)
    {
        foreach (JpegBlocks component in blocks)
        {
            (int across, int down) = (component.Component.HorizontalSampling, component.Component.VerticalSampling);
            for (int v = 0; v < down; v++)
            {
                for (int h = 0; h < across; h++)
                    ReadBlock(ref bits, component, (x * across) + h, (y * down) + v);
            }
        }
    }

    private void ReadBlock(ref JpegBitReader bits, JpegBlocks component, int column, int row)
    {
        Span<short> block = component[column, row];
        JpegComponent tables = component.Component;
        if (!isProgressive)
            ReadSequentialBlock(ref bits, component, block);
        else if (band is { Start: 0, IsRefinement: true })
            block[0] |= (short)(bits.ReadBit() ? 1 << band.Low : 0);
        else if (band.Start == 0)
            block[0] = (short)((component.PreviousDc += bits.ReadDcDifference(tables.Dc!)) << band.Low);
        else
            _isBroken |= !(band.IsRefinement ? bits.RefineBand(tables.Ac!, band, block, ref _endOfBand) : bits.ReadBand(tables.Ac!, band, block, ref _endOfBand));
    }

    private void ReadSequentialBlock(ref JpegBitReader bits, JpegBlocks component, Span<short> block)
    {
        if (block.Length == 1)
        {
            block[0] = (short)(component.PreviousDc += bits.ReadDcOnly(component.Component));
            return;
        }

        component.PreviousDc += bits.ReadBlock(component.Component, ZigZagOrder, _sequentialBlock);
        _sequentialBlock[0] = (short)component.PreviousDc;
        _sequentialBlock.AsSpan(0, block.Length).CopyTo(block);
        _sequentialBlock.AsSpan().Clear();
    }
}
