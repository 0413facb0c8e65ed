using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Reads the entropy-coded bits of a scan.</summary>
/// <remarks>Behind the data, or at a marker, zeros are read, and <see cref="IsExhausted"/> is true.</remarks>
internal ref partial struct JpegBitReader(ReadOnlySpan<byte> data)
{
    // A code has at most 16 bits and a value as many.
    private const int Needed = 32;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;
    private ulong _bits; // the next bits, from the highest down
    private int _count;
    private int _missing;

    /// <summary>Whether more bits were read than there are.</summary>
    public readonly bool IsExhausted => _missing * 8 > _count;

    /// <summary>Continues behind the next restart marker.</summary>
    /// <returns>False when there is none where one should be.</returns>
    public bool Restart()
    {
        (_bits, _count, _missing) = (0, 0, 0);
        // Bits up to the marker were read already, if it was met; fill bytes may come before it.
        while (_at < _data.Length - 1 && _data[_at] == 0xFF && _data[_at + 1] == 0xFF)
            _at++;
        if (_at >= _data.Length - 1 || _data[_at] != 0xFF || _data[_at + 1] is < 0xD0 or > 0xD7)
            return false;
        _at += 2;
        return true;
    }

    private int ReadSymbol(HuffmanTable table)
    {
        int entry = table.Symbols[(int)(_bits >> (64 - HuffmanTable.LookAheadBits))];
        if (entry != 0)
        {
            Skip(entry & 0xFF);
            return entry >> 8;
        }

        entry = table.FindLongCode((int)(_bits >> 48));
        if (entry < 0)
        {
            // The code isn't in the table, so the data is broken. Report more missing bytes than a file can have.
            _missing = int.MaxValue / 16;
            return 0;
        }

        Skip(entry >> 8);
        return entry & 0xFF;
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
