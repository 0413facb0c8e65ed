namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The tables of the standard's annex K, which every encoder begins with.</summary>
internal static class JpegTables
{
    private static ReadOnlySpan<byte> Luma =>
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chroma =>
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>What coefficients are divided by, row by row.</summary>
    /// <param name="isChroma">For chroma, or for luma.</param>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    public static byte[] Quantization(bool isChroma, int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (quality * 2);
        byte[] table = new byte[64];
        ReadOnlySpan<byte> standard = isChroma ? Chroma : Luma;
        for (int i = 0; i < table.Length; i++)
            table[i] = (byte)Math.Clamp(((standard[i] * percent) + 50) / 100, 1, 255);
        return table;
    }
}
