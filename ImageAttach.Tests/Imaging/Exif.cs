using System.Buffers.Binary;

namespace ImageAttach.Tests.Imaging;

/// <summary>EXIF blocks with nothing but an orientation in them.</summary>
internal static class Exif
{
    public static byte[] WithOrientation(int orientation, bool bigEndian = false)
    {
        var bytes = new byte[26];
        (bigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(bytes);
        Write32(bytes, 4, 8, bigEndian);
        Write16(bytes, 8, 1, bigEndian);
        Write16(bytes, 10, 0x0112, bigEndian);
        Write16(bytes, 12, 3, bigEndian);
        Write32(bytes, 14, 1, bigEndian);
        Write16(bytes, 18, orientation, bigEndian);
        return bytes;
    }

    private static void Write16(byte[] bytes, int at, int value, bool bigEndian)
    {
        if (bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
    }

    private static void Write32(byte[] bytes, int at, uint value, bool bigEndian)
    {
        if (bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
    }
}
