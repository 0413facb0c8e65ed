using ImageAttach.Imaging.Codecs.Jpeg;

namespace ImageAttach.Tests.Imaging.Stages;

/// <summary>Huffman codes and tables, against codes that are assigned and read bit by bit.</summary>
internal sealed class HuffmanStageTests
{
    private const int MaxLength = 16;

    [Test]
    public void A_table_finds_every_symbol_by_its_next_sixteen_bits([Range(0, 9)] int seed)
    {
        HuffmanCode code = RandomCode(seed);
        HuffmanTable table = HuffmanTable.Make(code.Counts, code.Ordered)!;
        Dictionary<string, byte> symbols = AssignedCodes(code.Counts, code.Ordered);

        for (int bits = 0; bits < 1 << MaxLength; bits += 7)
        {
            string text = Convert.ToString(bits, 2).PadLeft(MaxLength, '0');
            int length = Enumerable.Range(1, MaxLength).FirstOrDefault(count => symbols.ContainsKey(text[..count]));
            int expected = length == 0 ? -1 : symbols[text[..length]] | length << 8;
            Assert.That(Find(table, bits), Is.EqualTo(expected), text);
        }
    }

    [Test]
    public void Small_values_are_found_with_their_code([Range(0, 4)] int seed)
    {
        HuffmanCode code = RandomCode(seed);
        HuffmanTable table = HuffmanTable.Make(code.Counts, code.Ordered)!;

        for (int bits = 0; bits < 1 << HuffmanTable.LookAheadBits; bits++)
        {
            int symbol = table.Symbols[bits];
            (int zeros, int size, int length) = (symbol >> 12, (symbol >> 8) & 15, symbol & 0xFF);
            bool isFound = symbol != 0 && length + size <= HuffmanTable.LookAheadBits;
            Assert.That(table.Values[bits] != 0, Is.EqualTo(isFound));
            if (!isFound)
                continue;
            int value = (bits >> (HuffmanTable.LookAheadBits - length - size)) & ((1 << size) - 1);
            bool isEnd = size == 0 && zeros != 15;
            Assert.That(table.Values[bits] & 0xFF, Is.EqualTo(length + size));
            Assert.That((table.Values[bits] >> 8) & 0xFF, Is.EqualTo(isEnd ? HuffmanTable.BeyondBlock : zeros));
            Assert.That(table.Values[bits] >> 16, Is.EqualTo(ValueOf(value, size)));
        }
    }

    [Test]
    public void A_code_is_optimal_without_a_limit_and_never_all_ones()
    {
        int[] frequencies = new int[256];
        for (int i = 0; i < 20; i++)
            frequencies[i] = 1 << i;
        HuffmanCode code = new(frequencies);

        Assert.That(code.Counts.Sum(count => count), Is.EqualTo(20));
        Assert.That(Enumerable.Range(1, MaxLength).Sum(length => code.Counts[length - 1] * Math.Pow(2, -length)), Is.LessThan(1), "all ones are left free");
        Assert.That(code[19].Length, Is.EqualTo(1));
        Assert.That(AssignedCodes(code.Counts, code.Ordered).Keys, Is.All.Contains("0"), "no code is all ones");
    }

    [Test]
    public void Codes_that_do_not_fit_are_refused() =>
        Assert.That(HuffmanTable.Make([3, .. new byte[15]], [1, 2, 3]), Is.Null);

    // Section F.2.2.1: numbers that begin with 0 are negative.
    private static int ValueOf(int bits, int size) => size == 0 ? 0 : bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;

    private static int Find(HuffmanTable table, int bits)
    {
        int entry = table.Symbols[bits >> (MaxLength - HuffmanTable.LookAheadBits)];
        return entry != 0 ? (entry >> 8) | (entry & 0xFF) << 8 : table.FindLongCode(bits);
    }

    // Annex C: codes of a length follow each other, and a longer one begins with the next.
    private static Dictionary<string, byte> AssignedCodes(byte[] counts, byte[] ordered)
    {
        Dictionary<string, byte> symbols = [];
        (int code, int next) = (0, 0);
        for (int length = 1; length <= counts.Length; length++, code *= 2)
        {
            for (int i = 0; i < counts[length - 1]; i++)
                symbols[Convert.ToString(code++, 2).PadLeft(length, '0')] = ordered[next++];
        }

        return symbols;
    }

    private static HuffmanCode RandomCode(int seed)
    {
        Random random = new(seed);
        int[] frequencies = new int[256];
        for (int i = 0; i < 40 + (seed * 20); i++)
            frequencies[random.Next(256)] += 1 << random.Next(20);
        return new HuffmanCode(frequencies);
    }
}
