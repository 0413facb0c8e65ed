namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The shortest Huffman code for some symbols, as the standard's annex K.2 makes it.</summary>
internal sealed class HuffmanCode
{
    private const int Symbols = 256;
    private const int MaxCodeLength = 16;

    private readonly ushort[] _codes = new ushort[Symbols];
    private readonly byte[] _lengths = new byte[Symbols];

    /// <param name="frequencies">How often each of the 256 symbols is used.</param>
    public HuffmanCode(ReadOnlySpan<int> frequencies)
    {
        int[] bits = GetCodeLengths(frequencies);
        int[] counts = new int[Symbols + 1];
        foreach (int length in bits.Where(length => length > 0))
            counts[length]++;
        LimitLengths(counts);
        // The symbol added for the all-ones code takes the last of the longest.
        counts[Array.FindLastIndex(counts, count => count > 0)]--;
        Counts = [.. counts.Skip(1).Take(MaxCodeLength).Select(count => (byte)count)];
        // Whatever is limited, those that are used more stay in front.
        Ordered = [.. Enumerable.Range(0, Symbols).Where(symbol => bits[symbol] > 0).OrderBy(symbol => bits[symbol]).Select(symbol => (byte)symbol)];
        Assign();
    }

    /// <summary>How many codes there are of each length from 1 to 16.</summary>
    public byte[] Counts { get; }

    /// <summary>The symbols used, those with the shortest codes first.</summary>
    public byte[] Ordered { get; }

    public (uint Code, int Length) this[int symbol] => (_codes[symbol], _lengths[symbol]);

    // The two least used groups are joined, again and again; all in a joined group get one bit longer.
    private static int[] GetCodeLengths(ReadOnlySpan<int> frequencies)
    {
        // One symbol more, the least used, so that no code is all ones.
        long[] weights = new long[Symbols + 1];
        for (int i = 0; i < Symbols; i++)
            weights[i] = frequencies[i];
        weights[Symbols] = 1;
        (int[]? bits, int[]? next) = (new int[Symbols + 1], new int[Symbols + 1]);
        Array.Fill(next, -1);
        while (true)
        {
            (int first, int second) = FindTwoLeastFrequent(weights);
            if (second < 0)
                break;
            weights[first] += weights[second];
            weights[second] = 0;
            int last = first;
            for (bits[last]++; next[last] >= 0; bits[last]++)
                last = next[last];
            next[last] = second;
            for (last = second; last >= 0; last = next[last])
                bits[last]++;
        }

        return bits;
    }

    private static (int First, int Second) FindTwoLeastFrequent(long[] weights)
    {
        (int first, int second) = (-1, -1);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
                continue;
            if (first < 0 || weights[i] <= weights[first])
                (first, second) = (i, first);
            else if (second < 0 || weights[i] <= weights[second])
                second = i;
        }

        return (first, second);
    }

    private static void LimitLengths(int[] counts)
    {
        for (int length = counts.Length - 1; length > MaxCodeLength; length--)
        {
            while (counts[length] > 0)
            {
                int shorter = length - 2;
                while (counts[shorter] == 0)
                    shorter--;
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }
    }

    private void Assign()
    {
        (int code, int at) = (0, 0);
        for (int length = 1; length <= MaxCodeLength; length++, code <<= 1)
        {
            for (int i = 0; i < Counts[length - 1]; i++, at++, code++)
                (_codes[Ordered[at]], _lengths[Ordered[at]]) = ((ushort)code, (byte)length);
        }
    }
}
