using System.Numerics;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Filters rows before they are compressed: each by its difference to the row above, or by whichever filter leaves the smallest numbers.</summary>
internal sealed class PngRowFilter
{
    private const int Up = 2;
    private const int FilterCount = 5;

    private readonly int _distance;
    private readonly byte[][] _candidates;

    /// <param name="length">Bytes of a row.</param>
    /// <param name="distance">Bytes of a pixel.</param>
    /// <param name="chooses">Whether each row gets the filter that suits it.</param>
    public PngRowFilter(int length, int distance, bool chooses)
    {
        _distance = distance;
        _candidates = [.. Enumerable.Range(0, FilterCount).Select(filter => chooses || filter == Up ? new byte[1 + length] : [])];
        for (int filter = 0; filter < FilterCount; filter++)
        {
            if (_candidates[filter].Length > 0)
                _candidates[filter][0] = (byte)filter;
        }
    }

    /// <summary>Filters a row.</summary>
    /// <returns>The filter's number, and the filtered bytes.</returns>
    public ReadOnlySpan<byte> Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        Subtract(row, above, _candidates[Up].AsSpan(1));
        if (_candidates[0].Length == 0)
            return _candidates[Up];
        row.CopyTo(_candidates[0].AsSpan(1));
        FilterByNeighbors(row, above);
        return _candidates.MinBy(SumOf);
    }

    private void FilterByNeighbors(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        Span<byte> sub = _candidates[1].AsSpan(1), average = _candidates[3].AsSpan(1), paeth = _candidates[4].AsSpan(1);
        for (int i = 0; i < row.Length; i++)
        {
            (int left, int corner) = i < _distance ? (0, 0) : (row[i - _distance], above[i - _distance]);
            int over = above[i];
            sub[i] = (byte)(row[i] - left);
            average[i] = (byte)(row[i] - ((left + over) >> 1));
            paeth[i] = (byte)(row[i] - PngFilter.Nearest(left, over, corner));
        }
    }

    // As signed numbers: the usual estimate of what compresses best.
    private static long SumOf(byte[] filtered)
    {
        long sum = 0;
        for (int i = 1; i < filtered.Length; i++)
            sum += Math.Abs((int)(sbyte)filtered[i]);
        return sum;
    }

    private static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> difference)
    {
        int x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
            (new Vector<byte>(row[x..]) - new Vector<byte>(above[x..])).CopyTo(difference[x..]);
        for (; x < row.Length; x++)
            difference[x] = (byte)(row[x] - above[x]);
    }
}
