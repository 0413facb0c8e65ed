namespace ImageAttach.Imaging.Codecs.Jpeg;

internal ref partial struct JpegBitReader
{
    /// <summary>How many bytes of the data were used, none of them behind a marker.</summary>
    public readonly int Position => _at;

    /// <summary>Reads the first scan of the DC coefficient.</summary>
    /// <returns>The difference of the DC coefficient to that of the block before.</returns>
    public int ReadDcDifference(HuffmanTable table) => ReadDc(table);

    /// <summary>Reads one bit.</summary>
    public bool ReadBit()
    {
        FillIfNeeded();
        bool isSet = (long)_bits < 0;
        Skip(1);
        return isSet;
    }

    /// <summary>Reads the first scan of some AC coefficients.</summary>
    /// <param name="table">The scan's Huffman table.</param>
    /// <param name="band">Which coefficients, and how many bits lower.</param>
    /// <param name="block">The block's coefficients, in zigzag order.</param>
    /// <param name="endOfBand">How many blocks have no further coefficients in this band.</param>
    /// <returns>False when a coefficient lies behind the band.</returns>
    public bool ReadBand(HuffmanTable table, JpegBand band, Span<short> block, ref int endOfBand)
    {
        if (endOfBand > 0)
        {
            endOfBand--;
            return true;
        }

        for (int k = band.Start; k <= band.End; k++)
        {
            (int zeros, int size) = ReadRun(table);
            if (size == 0 && zeros < 15)
            {
                endOfBand = ReadEndOfBand(zeros) - 1;
                return true;
            }

            k += zeros;
            if (size == 0)
                continue;
            if (k > band.End)
                return false;
            block[k] = (short)(ReadValue(size) << band.Low);
        }

        return true;
    }

    /// <summary>Reads one more bit of some AC coefficients.</summary>
    /// <inheritdoc cref="ReadBand" path="/param"/>
    /// <inheritdoc cref="ReadBand" path="/returns"/>
    public bool RefineBand(HuffmanTable table, JpegBand band, Span<short> block, ref int endOfBand)
    {
        int k = band.Start;
        while (endOfBand == 0 && k <= band.End)
        {
            (int zeros, int size) = ReadRun(table);
            if (size == 0 && zeros < 15)
            {
                endOfBand = ReadEndOfBand(zeros);
                break;
            }

            int value = size == 0 ? 0 : ReadBit() ? 1 << band.Low : -1 << band.Low;
            k = RefineUpTo(zeros, k, band, block);
            if (value == 0)
                k++;
            else if (k > band.End)
                return false;
            else
                block[k++] = (short)value;
        }

        if (endOfBand > 0)
        {
            RefineUpTo(zeros: 64, k, band, block);
            endOfBand--;
        }

        return true;
    }

    // Passes over as many coefficients that are zero, and refines those on the way that are not.
    private int RefineUpTo(int zeros, int k, JpegBand band, Span<short> block)
    {
        for (; k <= band.End; k++)
        {
            short value = block[k];
            if (value == 0)
            {
                if (zeros-- == 0)
                    break;
            }
            else if (ReadBit() && (value & (1 << band.Low)) == 0)
            {
                block[k] += (short)(value > 0 ? 1 << band.Low : -1 << band.Low);
            }
        }

        return k;
    }

    private (int Zeros, int Size) ReadRun(HuffmanTable table)
    {
        FillIfNeeded();
        int symbol = ReadSymbol(table);
        return (symbol >> 4, symbol & 15);
    }

    private int ReadEndOfBand(int bits)
    {
        if (bits == 0)
            return 1;
        int more = (int)(_bits >> (64 - bits));
        Skip(bits);
        return (1 << bits) + more;
    }

    private void FillIfNeeded()
    {
        if (_count < Needed)
            Fill(ref _bits, ref _count);
    }
}
