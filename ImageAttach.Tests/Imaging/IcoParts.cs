using System.Buffers.Binary;

namespace ImageAttach.Tests.Imaging;

/// <summary>Icon files put together by hand.</summary>
internal static class IcoParts
{
    private const int DirectoryLength = 6;
    private const int EntryLength = 16;
    private const int FileHeaderLength = 14;
    private const int HeaderLength = 40;

    public static byte[] Of(params byte[][] pictures)
    {
        List<byte> file = [0, 0, 1, 0, (byte)pictures.Length, (byte)(pictures.Length >> 8)];
        int start = DirectoryLength + (pictures.Length * EntryLength);
        foreach (byte[] picture in pictures)
        {
            byte[] entry = [0, 0, 0, 0, 1, 0, 24, 0, .. new byte[8]];
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(8), picture.Length);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(12), start);
            file.AddRange(entry);
            start += picture.Length;
        }

        return [.. file, .. pictures.SelectMany(picture => picture)];
    }

    /// <summary>A Windows bitmap as icons hold it: without the file's header, its height counted twice, and a mask behind its colours.</summary>
    public static byte[] Bitmap(byte[] bmp)
    {
        byte[] picture = bmp[FileHeaderLength..];
        (int width, int height) = (BinaryPrimitives.ReadInt32LittleEndian(picture.AsSpan(4)), BinaryPrimitives.ReadInt32LittleEndian(picture.AsSpan(8)));
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(8), 2 * height);
        return [.. picture, .. new byte[(width + 31) / 32 * 4 * height]];
    }

    /// <summary>Nothing but a bitmap's header, which claims any size.</summary>
    public static byte[] Claiming(int width, int height)
    {
        byte[] header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), 2 * height);
        header[14] = 24;
        return header;
    }
}
