using System.Buffers.Binary;

namespace ImageAttach.Testing;

/// <summary>Image files of any size: bitmaps, all black.</summary>
internal static class SampleFile
{
    private const int HeaderLength = 54;

    /// <summary>Creates a file that is as high as it is wide.</summary>
    /// <param name="side">Its width and its height, in pixels.</param>
    public static byte[] Create(int side)
    {
        int stride = ((side * 3) + 3) & ~3;
        byte[] file = new byte[HeaderLength + (stride * side)];
        "BM"u8.CopyTo(file);
        Write(2, file.Length);
        Write(10, HeaderLength);
        Write(14, HeaderLength - 14);
        Write(18, side);
        Write(22, side);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1); // planes
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24); // bits a pixel
        Write(34, stride * side);
        return file;

        void Write(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
    }
}
