using System.Buffers.Binary;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The quantization and Huffman tables that a JPEG has defined so far.</summary>
internal sealed class JpegTableSet
{
    private readonly ushort[]?[] _quantizations = new ushort[]?[4];
    private readonly HuffmanTable?[] _dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[4];

    /// <summary>A component with its tables; those that aren't defined are null.</summary>
    public JpegComponent Assign(JpegComponent component, int dc, int ac) => component with
    {
        Quantization = _quantizations.ElementAtOrDefault(component.QuantizationIndex),
        Dc = _dc.ElementAtOrDefault(dc),
        Ac = _ac.ElementAtOrDefault(ac),
    };

    /// <summary>Reads a DHT segment.</summary>
    /// <returns>False when it is broken.</returns>
    public bool ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            (int kind, int number) = (segment[0] >> 4, segment[0] & 15);
            ReadOnlySpan<byte> counts = segment.Slice(1, 16);
            int symbols = 0;
            foreach (byte count in counts)
                symbols += count;
            if (kind > 1 || number > 3 || HuffmanTable.Make(counts, segment.Slice(17, symbols)) is not { } table)
                return false;
            (kind == 0 ? _dc : _ac)[number] = table;
            segment = segment[(17 + symbols)..];
        }

        return true;
    }

    /// <summary>Reads a DQT segment.</summary>
    /// <returns>False when it is broken.</returns>
    public bool ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            (bool isWide, int number) = (segment[0] >> 4 != 0, segment[0] & 15);
            if (number > 3)
                return false;
            ushort[] table = new ushort[64];
            for (int i = 0; i < table.Length; i++)
                table[i] = isWide ? BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (i * 2))..]) : segment[1 + i];
            _quantizations[number] = table;
            segment = segment[(isWide ? 129 : 65)..];
        }

        return true;
    }
}
