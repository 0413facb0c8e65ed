namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>A Huffman code of a JPEG, prepared for reading many bits at once.</summary>
/// <remarks>Most codes, and small values with them, are found by one look at the next ten bits.</remarks>
internal sealed class HuffmanTable
{
    /// <summary>How many bits are looked at once.</summary>
    public const int LookAheadBits = 10;

    /// <summary>What an end of block adds to the place in the block: past the end, from everywhere.</summary>
    public const int BeyondBlock = 64;

    private const int MaxCodeLength = 16;

    private readonly byte[] _symbols;
    private readonly int[] _ends = new int[MaxCodeLength + 2];
    private readonly int[] _offsets = new int[MaxCodeLength + 2];

    private HuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>For the next bits: the code's length, and its symbol in the second byte; 0 where the code is longer.</summary>
    public ushort[] Symbols { get; } = new ushort[1 << LookAheadBits];

    /// <summary>For the next bits, in a table of AC coefficients: the bits of code and value, then the zeros before it, then the value; 0 where they are longer.</summary>
    public int[] Values { get; } = new int[1 << LookAheadBits];

    /// <summary>For the next bits, in a table of AC coefficients: the bits of code and value, then the places it fills; 0 where the code is longer.</summary>
    public ushort[] Skips { get; } = new ushort[1 << LookAheadBits];

    /// <param name="counts">How many codes there are of each length from 1 to 16.</param>
    /// <param name="symbols">What they stand for, from the shortest.</param>
    /// <returns>The table; null when the lengths make no code.</returns>
    public static HuffmanTable? Make(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        HuffmanTable table = new(symbols.ToArray());
        (int code, int first) = (0, 0);
        for (int length = 1; length <= MaxCodeLength; length++, code <<= 1)
        {
            table._offsets[length] = first - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, first++)
            {
                if (code >= 1 << length)
                    return null;
                if (length <= LookAheadBits)
                    table.AddCode(code, length, symbols[first]);
            }

            // Left-aligned, so that sixteen bits can be compared as they are.
            table._ends[length] = code << (MaxCodeLength - length);
        }

        return table;
    }

    /// <summary>Finds the symbol of a code that is longer than what is looked at once.</summary>
    /// <param name="bits">The next sixteen bits.</param>
    /// <returns>The symbol, and its code's length in the second byte; -1 when there is no such code.</returns>
    public int FindLongCode(int bits)
    {
        for (int length = LookAheadBits + 1; length <= MaxCodeLength; length++)
        {
            if (bits < _ends[length])
                return _symbols[_offsets[length] + (bits >> (MaxCodeLength - length))] | (length << 8);
        }

        return -1;
    }

    private void AddCode(int code, int length, byte symbol)
    {
        (int zeros, int size) = (symbol >> 4, symbol & 15);
        int free = LookAheadBits - length;
        for (int rest = 0; rest < 1 << free; rest++)
        {
            int at = (code << free) | rest;
            Symbols[at] = (ushort)(symbol << 8 | length);
            bool isEnd = size == 0 && zeros != 15;
            Skips[at] = (ushort)(length + size | (isEnd ? BeyondBlock : zeros + 1) << 8);
            if (size <= free)
                Values[at] = length + size | (isEnd ? BeyondBlock : zeros) << 8 | Extend(rest >> (free - size), size) << 16;
        }
    }

    /// <summary>The number that some bits stand for: those that begin with 0 are negative.</summary>
    public static int Extend(int bits, int size) => size == 0 || bits >> (size - 1) != 0 ? bits : bits - (1 << size) + 1;
}
