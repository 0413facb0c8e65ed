namespace ImageAttach.Imaging.Colors;

/// <summary>Curves of ICC profiles, from 0 to 1.</summary>
internal static class IccCurve
{
    /// <summary>A curve through numbers at equal distances, straight between them.</summary>
    public static Func<double, double> FromTable(float[] table) => number =>
    {
        double place = Math.Clamp(number, 0, 1) * (table.Length - 1);
        int low = Math.Min((int)place, table.Length - 2);
        return table[low] + ((table[low + 1] - table[low]) * (place - low));
    };
}
