namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Turns a part of the coefficients into the symbols and bits of a progressive scan, as the standard's annex G has it.</summary>
internal sealed class ProgressiveScan(JpegBand band)
{
    // A run of blocks without further coefficients has a symbol with up to 14 bits.
    private const int MaxEndOfBand = 0x7FFF;
    private const int MaxPendingBits = 900;
    private const int SixteenZeros = 0xF0;

    private readonly List<byte> _pendingBits = [];
    private int _endOfBand;

    public ScanTokens Tokens { get; } = new();

    /// <summary>Adds the DC coefficients of all components, MCU by MCU.</summary>
    public void AddDc(IReadOnlyList<JpegCodedBlocks> components)
    {
        JpegCodedBlocks first = components[0];
        int factor = first.Factor;
        int[] previous = new int[components.Count];
        for (int y = 0; y < (first.Rows + factor - 1) / factor; y++)
        {
            for (int x = 0; x < (first.Columns + factor - 1) / factor; x++)
            {
                for (int i = 0; i < components.Count; i++)
                    AddDc(components[i], x, y, ref previous[i]);
            }
        }
    }

    /// <summary>Adds a band of AC coefficients of a component.</summary>
    public void AddAc(JpegCodedBlocks component)
    {
        for (int y = 0; y < component.Rows; y++)
        {
            for (int x = 0; x < component.Columns; x++)
            {
                if (band.IsRefinement)
                    RefineBlock(component[x, y]);
                else
                    AddBlock(component[x, y]);
            }
        }

        FlushEndOfBand();
    }

    private void AddDc(JpegCodedBlocks component, int mcuColumn, int mcuRow, ref int previous)
    {
        for (int i = 0; i < component.Factor * component.Factor; i++)
        {
            (int column, int row) = ((mcuColumn * component.Factor) + (i % component.Factor), (mcuRow * component.Factor) + (i / component.Factor));
            // Blocks that only fill the MCU repeat the one before.
            bool isPadding = column >= component.Columns || row >= component.Rows;
            if (band.IsRefinement)
            {
                Tokens.AddBit(isPadding ? 0 : (component[column, row][0] >> band.Low) & 1);
                continue;
            }

            int value = isPadding ? previous : component[column, row][0] >> band.Low;
            int size = ScanTokens.SizeOf(value - previous);
            Tokens.Add(component.Table, size, ScanTokens.BitsOf(value - previous, size), size);
            previous = value;
        }
    }

    private void AddBlock(ReadOnlySpan<short> block)
    {
        int zeros = 0;
        for (int k = band.Start; k <= band.End; k++)
        {
            int value = Shifted(block[k]);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            FlushEndOfBand();
            for (; zeros > 15; zeros -= 16)
                Tokens.Add(0, SixteenZeros, 0, 0);
            int size = ScanTokens.SizeOf(value);
            Tokens.Add(0, (zeros << 4) | size, ScanTokens.BitsOf(value, size), size);
            zeros = 0;
        }

        if (zeros > 0)
            AddEndOfBand();
    }

    private void RefineBlock(ReadOnlySpan<short> block)
    {
        int last = LastNewIn(block);
        int zeros = 0;
        List<byte> bits = [];
        for (int k = band.Start; k <= band.End; k++)
        {
            int size = Math.Abs(Shifted(block[k]));
            if (size == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15 && k <= last; zeros -= 16)
                AddWithBits(SixteenZeros, bits);
            if (size > 1)
            {
                bits.Add((byte)(size & 1)); // one that an earlier scan began
                continue;
            }

            FlushEndOfBand();
            Tokens.Add(0, (zeros << 4) | 1, block[k] < 0 ? 0 : 1, 1);
            AddBits(bits);
            zeros = 0;
        }

        if (zeros > 0 || bits.Count > 0)
        {
            _pendingBits.AddRange(bits);
            AddEndOfBand();
        }
    }

    private void AddWithBits(int symbol, List<byte> bits)
    {
        FlushEndOfBand();
        Tokens.Add(0, symbol, 0, 0);
        AddBits(bits);
    }

    private void AddBits(List<byte> bits)
    {
        foreach (byte bit in bits)
            Tokens.AddBit(bit);
        bits.Clear();
    }

    private int LastNewIn(ReadOnlySpan<short> block)
    {
        int last = -1;
        for (int k = band.Start; k <= band.End; k++)
        {
            if (Math.Abs(Shifted(block[k])) == 1)
                last = k;
        }

        return last;
    }

    private void AddEndOfBand()
    {
        if (++_endOfBand == MaxEndOfBand || _pendingBits.Count > MaxPendingBits)
            FlushEndOfBand();
    }

    private void FlushEndOfBand()
    {
        if (_endOfBand > 0)
        {
            int size = ScanTokens.SizeOf(_endOfBand) - 1;
            Tokens.Add(0, size << 4, _endOfBand & ((1 << size) - 1), size);
            _endOfBand = 0;
        }

        AddBits(_pendingBits);
    }

    // Toward zero: the sign is written with the highest bit.
    private int Shifted(short value) => value < 0 ? -(-value >> band.Low) : value >> band.Low;
}
