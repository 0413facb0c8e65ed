using System.Numerics;
using System.Runtime.CompilerServices;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Undoes what a PNG does to its rows so that they compress better.</summary>
internal static class PngFilter
{
    /// <param name="filter">The row's filter, 0 to 4.</param>
    /// <param name="row">The row, in place.</param>
    /// <param name="above">The row above, as it came out; zeros above the first.</param>
    /// <param name="distance">Bytes to a pixel, at least 1.</param>
    /// <returns>False for a filter that doesn't exist.</returns>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                Sub(row, distance);
                return true;
            case 2:
                Up(row, above);
                return true;
            case 3:
                Average(row, above, distance);
                return true;
            case 4:
                Paeth(row, above, distance);
                return true;
            default:
                return false;
        }
    }

    private static void Sub(Span<byte> row, int distance)
    {
        for (int i = distance; i < row.Length; i++)
            row[i] += row[i - distance];
    }

    private static void Up(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] += above[i];
    }

    private static void Average(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (int i = 0; i < Math.Min(distance, row.Length); i++)
            row[i] += (byte)(above[i] >> 1);
        for (int i = distance; i < row.Length; i++)
            row[i] += (byte)((row[i - distance] + above[i]) >> 1);
    }

    // Channel by channel, so that the pixel to the left stays in a register.
    private static void Paeth(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        above = above[..row.Length];
        for (int channel = 0; channel < Math.Min(distance, row.Length); channel++)
        {
            (int left, int corner) = (0, 0);
            for (int i = channel; i < row.Length; i += distance)
            {
                int over = above[i];
                left = (row[i] + Nearest(left, over, corner)) & 0xFF;
                corner = over;
                row[i] = (byte)left;
            }
        }
    }

    /// <summary>Paeth's predictor: of three neighbors the one nearest to left plus over less corner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Nearest(int left, int over, int corner)
    {
        (int toLeft, int toOver) = (over - corner, left - corner);
        int toCorner = Math.Abs(toLeft + toOver);
        (toLeft, toOver) = (Math.Abs(toLeft), Math.Abs(toOver));
        int nearest = toOver < toLeft ? over : left;
        return toCorner < Math.Min(toLeft, toOver) ? corner : nearest;
    }
}
