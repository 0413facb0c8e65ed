using System.Buffers.Binary;

namespace ImageAttach.Formats.Containers;

/// <summary>The directory of a TIFF file's first image (TIFF 6.0, section 2).</summary>
internal readonly ref struct TiffDirectory
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const int ValueField = 8;
    private const ushort ShortType = 3;
    private const ushort StripOffsets = 273, StripByteCounts = 279, TileOffsets = 324, TileByteCounts = 325;

    private readonly ReadOnlySpan<byte> _file;
    private readonly bool _isLittleEndian;

    private TiffDirectory(ReadOnlySpan<byte> file)
    {
        _file = file;
        _isLittleEndian = file[0] == (byte)'I';
    }

    /// <summary>Checks that the pixels of the first image lie within the file.</summary>
    /// <exception cref="ImageFormatException">They don't.</exception>
    public static void CheckWhole(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !new TiffDirectory(file).HasAllPixels())
            throw CutShortFile.Refuse(MediaType.Tiff, file.Length);
    }

    private bool HasAllPixels()
    {
        uint directory = ReadUInt32(4);
        if (!Contains(directory, sizeof(ushort)))
            return false;
        int count = ReadUInt16((int)directory);
        return Contains(directory + sizeof(ushort), count * EntryLength)
            && HasAll(FindEntry((int)directory, count, StripOffsets), FindEntry((int)directory, count, StripByteCounts))
            && HasAll(FindEntry((int)directory, count, TileOffsets), FindEntry((int)directory, count, TileByteCounts));
    }

    private int? FindEntry(int directory, int count, ushort tag)
    {
        for (int i = 0; i < count; i++)
        {
            int entry = directory + sizeof(ushort) + (i * EntryLength);
            if (ReadUInt16(entry) == tag)
                return entry;
        }

        return null;
    }

    private bool HasAll(int? offsets, int? lengths)
    {
        if (offsets is not { } offsetEntry || lengths is not { } lengthEntry)
            return true;
        long count = Math.Min(CountOf(offsetEntry), CountOf(lengthEntry));
        for (int i = 0; i < count; i++)
        {
            if (ReadValue(offsetEntry, i) is not { } offset || ReadValue(lengthEntry, i) is not { } length || !Contains(offset, length))
                return false;
        }

        return true;
    }

    private uint CountOf(int entry) => ReadUInt32(entry + 4);

    // Values that fit in the entry stand there, others elsewhere; null when that is outside the file.
    private uint? ReadValue(int entry, int index)
    {
        int size = ReadUInt16(entry + 2) == ShortType ? sizeof(ushort) : sizeof(uint);
        long start = (long)CountOf(entry) * size <= sizeof(uint) ? entry + ValueField : ReadUInt32(entry + ValueField);
        long position = start + ((long)index * size);
        if (!Contains(position, size))
            return null;
        return size == sizeof(ushort) ? ReadUInt16((int)position) : ReadUInt32((int)position);
    }

    private bool Contains(long start, long length) => start + length <= _file.Length;

    private ushort ReadUInt16(int position) => _isLittleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(_file[position..])
        : BinaryPrimitives.ReadUInt16BigEndian(_file[position..]);

    private uint ReadUInt32(int position) => _isLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(_file[position..])
        : BinaryPrimitives.ReadUInt32BigEndian(_file[position..]);
}
