using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageAttach.Imaging.Codecs.Jpeg;

internal ref partial struct JpegBitReader
{
    /// <summary>Reads one block.</summary>
    /// <param name="component">Its component.</param>
    /// <param name="naturalOrder">The index in <paramref name="block"/> of each coefficient in zigzag order, with entries for what lies beyond.</param>
    /// <param name="block">The coefficients, all zero before.</param>
    /// <returns>The difference of the DC coefficient to that of the block before.</returns>
    public int ReadBlock(JpegComponent component, ReadOnlySpan<byte> naturalOrder, Span<short> block)
    {
        int difference = ReadDc(component.Dc!);
        HuffmanTable table = component.Ac!;
        ref int values = ref MemoryMarshal.GetArrayDataReference(table.Values);
        // In variables of their own, the compiler keeps them in registers.
        (ulong bits, int count) = (_bits, _count);
        for (int k = 1; k < 64; k++)
        {
            if (count < Needed)
                Fill(ref bits, ref count);
            // The index has as many bits as the table's size allows.
            int value = Unsafe.Add(ref values, (nint)(bits >> (64 - HuffmanTable.LookAheadBits)));
            if (value != 0)
            {
                bits <<= value & 0xFF;
                count -= value & 0xFF;
                k += (value >> 8) & 0xFF;
                block[naturalOrder[k]] = (short)(value >> 16);
                continue;
            }

            (_bits, _count) = (bits, count);
            int symbol = ReadSymbol(table);
            int size = symbol & 15;
            k += size == 0 && symbol != 0xF0 ? HuffmanTable.BeyondBlock : symbol >> 4;
            if (size != 0)
                block[naturalOrder[k]] = (short)ReadValue(size);
            (bits, count) = (_bits, _count);
        }

        (_bits, _count) = (bits, count);
        return difference;
    }

    /// <summary>Reads the DC coefficient of a block, and skips the others.</summary>
    /// <returns>The difference of the DC coefficient to that of the block before.</returns>
    public int ReadDcOnly(JpegComponent component)
    {
        int difference = ReadDc(component.Dc!);
        HuffmanTable table = component.Ac!;
        ref ushort skips = ref MemoryMarshal.GetArrayDataReference(table.Skips);
        (ulong bits, int count) = (_bits, _count);
        for (int k = 1; k < 64;)
        {
            if (count < Needed)
                Fill(ref bits, ref count);
            int skip = Unsafe.Add(ref skips, (nint)(bits >> (64 - HuffmanTable.LookAheadBits)));
            if (skip != 0)
            {
                bits <<= skip & 0xFF;
                count -= skip & 0xFF;
                k += skip >> 8;
                continue;
            }

            (_bits, _count) = (bits, count);
            int symbol = ReadSymbol(table);
            Skip(symbol & 15);
            k += (symbol & 15) == 0 && symbol != 0xF0 ? HuffmanTable.BeyondBlock : (symbol >> 4) + 1;
            (bits, count) = (_bits, _count);
        }

        (_bits, _count) = (bits, count);
        return difference;
    }

    private int ReadDc(HuffmanTable table)
    {
        if (_count < Needed)
            Fill(ref _bits, ref _count);
        int size = ReadSymbol(table) & 15;
        return size == 0 ? 0 : ReadValue(size);
    }
}
