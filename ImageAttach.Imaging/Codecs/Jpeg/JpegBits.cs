using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Reads a scan's bits, and of them the coefficients of blocks.</summary>
/// <remarks>Behind the data, or at a marker, zeros are read; <see cref="IsExhausted"/> then says so.</remarks>
internal ref struct JpegBits(ReadOnlySpan<byte> data)
{
    // A code has at most 16 bits and a value as many.
    private const int Needed = 32;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;
    private ulong _bits; // the next bits, from the highest down
    private int _count;
    private int _missing;

    /// <summary>Whether more was read than there is.</summary>
    public readonly bool IsExhausted => _missing * 8 > _count;

    /// <summary>Reads one block.</summary>
    /// <param name="component">Its component.</param>
    /// <param name="places">Where in <paramref name="block"/> each coefficient belongs, in zigzag order, with room for what lies beyond.</param>
    /// <param name="block">The coefficients, all zero before.</param>
    /// <returns>The difference of the first coefficient to that of the block before.</returns>
    public int ReadBlock(JpegComponent component, ReadOnlySpan<byte> places, Span<short> block)
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
            // The index has as many bits as the table has room for.
            int value = Unsafe.Add(ref values, (nint)(bits >> (64 - HuffmanTable.LookBits)));
            if (value != 0)
            {
                bits <<= value & 0xFF;
                count -= value & 0xFF;
                k += (value >> 8) & 0xFF;
                block[places[k]] = (short)(value >> 16);
                continue;
            }

            (_bits, _count) = (bits, count);
            int symbol = ReadSymbol(table);
            int size = symbol & 15;
            k += size == 0 && symbol != 0xF0 ? HuffmanTable.BeyondBlock : symbol >> 4;
            if (size != 0)
                block[places[k]] = (short)ReadValue(size);
            (bits, count) = (_bits, _count);
        }

        (_bits, _count) = (bits, count);
        return difference;
    }

    /// <summary>Reads one block's first coefficient and passes over the others.</summary>
    /// <returns>The difference of the first coefficient to that of the block before.</returns>
    public int ReadFirst(JpegComponent component)
    {
        int difference = ReadDc(component.Dc!);
        HuffmanTable table = component.Ac!;
        ref ushort skips = ref MemoryMarshal.GetArrayDataReference(table.Skips);
        (ulong bits, int count) = (_bits, _count);
        for (int k = 1; k < 64;)
        {
            if (count < Needed)
                Fill(ref bits, ref count);
            int skip = Unsafe.Add(ref skips, (nint)(bits >> (64 - HuffmanTable.LookBits)));
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

    /// <summary>Goes on behind the next restart marker.</summary>
    /// <returns>False when there is none where one should be.</returns>
    public bool Restart()
    {
        (_bits, _count, _missing) = (0, 0, 0);
        // Bits up to the marker were taken in already, if it was met; fill bytes may come before it.
        while (_at < _data.Length - 1 && _data[_at] == 0xFF && _data[_at + 1] == 0xFF)
            _at++;
        if (_at >= _data.Length - 1 || _data[_at] != 0xFF || _data[_at + 1] is < 0xD0 or > 0xD7)
            return false;
        _at += 2;
        return true;
    }

    private int ReadDc(HuffmanTable table)
    {
        if (_count < Needed)
            Fill(ref _bits, ref _count);
        int size = ReadSymbol(table) & 15;
        return size == 0 ? 0 : ReadValue(size);
    }

    private int ReadSymbol(HuffmanTable table)
    {
        int found = table.Symbols[(int)(_bits >> (64 - HuffmanTable.LookBits))];
        if (found != 0)
        {
            Skip(found & 0xFF);
            return found >> 8;
        }

        found = table.FindLong((int)(_bits >> 48));
        if (found < 0)
        {
            // No such code: the data is broken, which more zeros than there can be will tell.
            _missing = int.MaxValue / 16;
            return 0;
        }

        Skip(found >> 8);
        return found & 0xFF;
    }

    private int ReadValue(int size)
    {
        int bits = (int)(_bits >> (64 - size));
        Skip(size);
        return HuffmanTable.Extend(bits, size);
    }

    private void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill(ref ulong bits, ref int count)
    {
        if (_at <= _data.Length - 4)
        {
            uint four = BinaryPrimitives.ReadUInt32BigEndian(_data[_at..]);
            // Without a byte of FF in it, it can be taken as it is.
            if (((~four - 0x01010101u) & four & 0x80808080u) == 0)
            {
                bits |= (ulong)four << (32 - count);
                count += 32;
                _at += 4;
                return;
            }
        }

        (bits, count) = FillBytewise(bits, count);
    }

    private (ulong Bits, int Count) FillBytewise(ulong bits, int count)
    {
        for (; count <= 56; count += 8)
        {
            if (_at < _data.Length && _data[_at] != 0xFF)
            {
                bits |= (ulong)_data[_at++] << (56 - count);
            }
            else if (_at + 1 < _data.Length && _data[_at + 1] == 0)
            {
                bits |= 0xFFUL << (56 - count);
                _at += 2;
            }
            else
            {
                _missing++;
            }
        }

        return (bits, count);
    }
}
