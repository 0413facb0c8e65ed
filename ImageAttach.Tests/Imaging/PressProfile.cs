using System.Buffers.Binary;

namespace ImageAttach.Tests.Imaging;

/// <summary>A color profile of an invented press, with a table of 5 points along each ink.</summary>
internal static class PressProfile
{
    private const int Points = 5;
    private static readonly double[] InkExponents = [1.2, 1.1, 1.0, 0.9];

    /// <param name="isWide">Whether the table has 16 bits, and otherwise 8.</param>
    public static byte[] Write(bool isWide)
    {
        byte[] table = Table(isWide);
        byte[] header = new byte[128];
        BinaryPrimitives.WriteInt32BigEndian(header, 128 + 16 + table.Length);
        header[8] = 2;
        "prtrCMYKLab "u8.CopyTo(header.AsSpan(12));
        "acsp"u8.CopyTo(header.AsSpan(36));
        byte[] tags = [0, 0, 0, 1, .. "A2B0"u8, 0, 0, 0, 144, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(tags.AsSpan(12), table.Length);
        return [.. header, .. tags, .. table];
    }

    private static byte[] Table(bool isWide)
    {
        List<byte> table = [.. isWide ? "mft2"u8 : "mft1"u8, 0, 0, 0, 0, 4, 3, Points, 0];
        for (int i = 0; i < 9; i++)
            table.AddRange([0, i % 4 == 0 ? (byte)1 : (byte)0, 0, 0]);
        if (isWide)
            table.AddRange([0, 17, 0, 9]);
        foreach (double exponent in InkExponents)
            AddCurve(isWide ? 17 : 256, exponent);
        for (int i = 0; i < Points * Points * Points * Points; i++)
            AddColor(i / (Points * Points * Points), i / (Points * Points) % Points, i / Points % Points, i % Points);
        for (int i = 0; i < 3; i++)
            AddCurve(isWide ? 9 : 256, exponent: 1);
        return [.. table];

        void Add(double wide, double narrow) => table.AddRange(
            isWide ? [(byte)((int)Math.Clamp(Math.Round(wide), 0, 65_535) >> 8), (byte)(int)Math.Clamp(Math.Round(wide), 0, 65_535)] : [(byte)Math.Clamp(Math.Round(narrow), 0, 255)]);

        void AddCurve(int length, double exponent)
        {
            for (int i = 0; i < length; i++)
                Add(Math.Pow((double)i / (length - 1), exponent) * 65_535, Math.Pow((double)i / (length - 1), exponent) * 255);
        }

        void AddColor(params int[] inks)
        {
            double[] parts = [.. inks.Select(ink => ink / (Points - 1.0))];
            (double c, double m, double y, double k) = (parts[0], parts[1], parts[2], parts[3]);
            double l = 100 * (1 - (0.45 * c)) * (1 - (0.40 * m)) * (1 - (0.08 * y)) * (1 - (0.85 * k));
            double a = ((-35 * c) + (72 * m) - (5 * y)) * (1 - (0.8 * k)) * (1 - (0.3 * c * m));
            double b = ((-48 * c) - (4 * m) + (90 * y)) * (1 - (0.8 * k)) * (1 - (0.2 * m * y));
            Add(l * 652.8, l * 2.55);
            Add((a + 128) * 256, a + 128);
            Add((b + 128) * 256, b + 128);
        }
    }
}
