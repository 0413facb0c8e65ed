namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>The checksum (CRC-32) behind each chunk of a PNG.</summary>
internal static class PngChecksum
{
    private static readonly uint[] Table = CreateTable();

    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content) => ~Add(Add(uint.MaxValue, type), content);

    private static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
            checksum = Table[(byte)(checksum ^ next)] ^ (checksum >> 8);
        return checksum;
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint remainder = i;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
            table[i] = remainder;
        }

        return table;
    }
}
