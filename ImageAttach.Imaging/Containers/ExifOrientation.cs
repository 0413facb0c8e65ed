using System.Buffers.Binary;

namespace ImageAttach.Imaging.Containers;

/// <summary>Finds the orientation in an EXIF block.</summary>
/// <remarks>
/// Read here for every format: Skia ignores it in PNG. If the EXIF data is broken, the image is used as stored; broken metadata doesn't cause a rejection.
/// </remarks>
internal static class ExifOrientation
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;
    private const int EntryLength = 12;
    private const int MaxBlockLength = 64 * 1024;

    /// <summary>What stands before the block in JPEG, and by mistake in some WebP files.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    public static Orientation Read(FileCursor cursor, long length) => Read(cursor.Read((int)Math.Min(length, MaxBlockLength)));

    public static Orientation Read(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith(Prefix))
            exif = exif[Prefix.Length..];
        if (exif.StartsWith("II*\0"u8))
            return Find(exif, littleEndian: true);
        return exif.StartsWith("MM\0*"u8) ? Find(exif, littleEndian: false) : Orientation.Upright;
    }

    /// <summary>A block with an orientation and nothing else.</summary>
    public static byte[] Write(Orientation orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, ShortType, 0, 0, 0, 1, 0, (byte)orientation.Value, 0, 0, 0, 0, 0, 0];

    private static Orientation Find(ReadOnlySpan<byte> tiff, bool littleEndian)
    {
        long directory = UInt32(tiff, 4, littleEndian);
        int entries = UInt16(tiff, directory, littleEndian);
        for (int i = 0; i < entries; i++)
        {
            long entry = directory + 2 + (i * EntryLength);
            if (UInt16(tiff, entry, littleEndian) == OrientationTag)
                return ValueOf(tiff, entry, littleEndian);
        }

        return Orientation.Upright;
    }

    private static Orientation ValueOf(ReadOnlySpan<byte> tiff, long entry, bool littleEndian)
    {
        int value = UInt16(tiff, entry + 8, littleEndian);
        bool isWellFormed = UInt16(tiff, entry + 2, littleEndian) == ShortType && UInt32(tiff, entry + 4, littleEndian) == 1;
        return isWellFormed && value is >= 1 and <= 8 ? new Orientation(value) : Orientation.Upright;
    }

    // Numbers that would lie outside the block are read as 0, which no valid entry has.
    private static int UInt16(ReadOnlySpan<byte> bytes, long at, bool littleEndian)
    {
        if (at < 0 || at + 2 > bytes.Length)
            return 0;
        ReadOnlySpan<byte> slice = bytes[(int)at..];
        return littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(slice) : BinaryPrimitives.ReadUInt16BigEndian(slice);
    }

    private static long UInt32(ReadOnlySpan<byte> bytes, long at, bool littleEndian)
    {
        if (at < 0 || at + 4 > bytes.Length)
            return 0;
        ReadOnlySpan<byte> slice = bytes[(int)at..];
        return littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(slice) : BinaryPrimitives.ReadUInt32BigEndian(slice);
    }
}
