using System.Numerics;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The symbols and bits of a progressive scan, kept until the symbols are counted.</summary>
internal sealed class ScanTokens
{
    private const int RawBits = 1 << 29;
    private const int TableShift = 28;
    private const int CountShift = 24;
    private const int SymbolShift = 16;

    private readonly List<int> _tokens = [];
    private readonly int[][] _frequencies = [new int[256], new int[256]];

    /// <summary>The Huffman code of a table; null for a table without symbols.</summary>
    public HuffmanCode? CodeFor(int table) => Array.Exists(_frequencies[table], count => count > 0) ? new HuffmanCode(_frequencies[table]) : null;

    /// <summary>Adds a symbol, and bits behind it.</summary>
    public void Add(int table, int symbol, int bits, int count)
    {
        _frequencies[table][symbol]++;
        _tokens.Add(table << TableShift | count << CountShift | symbol << SymbolShift | bits);
    }

    /// <summary>Adds a bit without a symbol.</summary>
    public void AddBit(int bit) => _tokens.Add(RawBits | bit);

    public void Write(JpegWriter writer, HuffmanCode?[] codes)
    {
        foreach (int token in _tokens)
        {
            if ((token & RawBits) != 0)
            {
                writer.Bits((uint)token & 1, 1);
                continue;
            }

            (uint code, int length) = codes[(token >> TableShift) & 1]![(token >> SymbolShift) & 0xFF];
            int count = (token >> CountShift) & 0xF;
            writer.Bits((code << count) | ((uint)token & 0xFFFF), length + count);
        }
    }

    /// <summary>How many bits a number takes without its sign.</summary>
    public static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    /// <summary>The bits of a number: negative ones are written less one, without their sign.</summary>
    public static int BitsOf(int value, int size) => (value < 0 ? value - 1 : value) & ((1 << size) - 1);
}
