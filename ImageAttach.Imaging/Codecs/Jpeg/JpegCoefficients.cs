using System.Buffers.Binary;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Decodes JPEGs whose coefficients are spread over several scans: progressive ones, and those with a scan for each component.</summary>
internal sealed class JpegCoefficients
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const int MaxScans = 100;

    private readonly JpegFrame _frame;
    private readonly int _side;
    private readonly bool _readsAll;
    private readonly JpegBlocks[] _blocks;

    /// <param name="frame">The image's headers.</param>
    /// <param name="side">The side of a block, reduced to 1, 2, 4 or 8 pixels.</param>
    /// <param name="readsAll">Whether scans are read that the reduced size doesn't need, and none may be missing.</param>
    public JpegCoefficients(JpegFrame frame, int side, bool readsAll)
    {
        (_frame, _side, _readsAll) = (frame, side, readsAll);
        _blocks = [.. frame.Components.Select(component => new JpegBlocks(frame, component, keepsDcOnly: side == 1 && !readsAll))];
    }

    /// <returns>False when the data is broken or ends too early.</returns>
    public bool Decode(ReadOnlySpan<byte> file, IReadOnlyList<PlaneShape> planes, PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        if (!ReadScans(file, cancellationToken))
            return false;
        JpegBlockRows[] rows = [.. _blocks.Select((blocks, i) => new JpegBlockRows(blocks, _side, planes[i]))];
        for (int y = 0; y < _blocks[0].McuRows; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int plane = 0; plane < rows.Length; plane++)
                rows[plane].EmitMcuRow(y, plane, onRow);
        }

        return true;
    }

    private bool ReadScans(ReadOnlySpan<byte> file, CancellationToken cancellationToken)
    {
        int at = _frame.ScanHeaderStart;
        for (int scans = 1; scans <= MaxScans; scans++)
        {
            ReadOnlySpan<byte> header = SegmentAt(file, ref at);
            if (!ReadScan(header, file[at..], cancellationToken))
                return false;
            if (!MoveToScan(file, ref at))
                return Array.TrueForAll(_blocks, blocks => blocks.Component.Quantization is not null && (!_readsAll || blocks.IsComplete));
        }

        return false;
    }

    private bool ReadScan(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, CancellationToken cancellationToken)
    {
        int count = header[0];
        ReadOnlySpan<byte> last = header[(1 + (2 * count))..];
        JpegBand band = new(last[0], last[1], last[2] >> 4, last[2] & 15);
        if (!band.IsValid(_frame.IsProgressive) || (band.Start > 0 && count != 1))
            return false;
        JpegBlocks[] blocks = new JpegBlocks[count];
        for (int i = 0; i < count; i++)
        {
            if (FindBlocks(header[1 + (i * 2)], header[2 + (i * 2)], band) is not { } found)
                return false;
            blocks[i] = found;
        }

        bool isNeeded = _readsAll || band.IsNeededFor(_side);
        return !isNeeded || new JpegPartScan(blocks, band, _frame.RestartInterval, _frame.IsProgressive).Decode(data, cancellationToken);
    }

    // With the tables that apply to this scan.
    private JpegBlocks? FindBlocks(byte id, byte tables, JpegBand band)
    {
        if (Array.Find(_blocks, blocks => blocks.Component.Id == id) is not { } found)
            return null;
        found.Component = _frame.Tables.Assign(found.Component, dc: tables >> 4, ac: tables & 15);
        found.PreviousDc = 0;
        bool needsDc = band is { Start: 0, IsRefinement: false };
        bool isUsable = (!needsDc || found.Component.Dc is not null) && (band.End == 0 || found.Component.Ac is not null);
        return isUsable ? found : null;
    }

    // Passes over the scan's data, and the tables in front of the next scan.
    private bool MoveToScan(ReadOnlySpan<byte> file, ref int at)
    {
        while (true)
        {
            int found = file[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= file.Length)
                return false;
            at += found + 1;
            byte marker = file[at];
            if (marker is 0xFF or 0x00 or 0x01 or (>= 0xD0 and <= 0xD7))
                continue;
            at++;
            if (marker == StartOfScan)
                return true;
            if (marker == EndOfImage || !_frame.ReadSegment(marker, SegmentAt(file, ref at)))
                return false;
        }
    }

    private static ReadOnlySpan<byte> SegmentAt(ReadOnlySpan<byte> file, ref int at)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        ReadOnlySpan<byte> segment = file.Slice(at + 2, length - 2);
        at += length;
        return segment;
    }
}
