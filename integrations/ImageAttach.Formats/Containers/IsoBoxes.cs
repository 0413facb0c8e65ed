using System.Buffers.Binary;

namespace ImageAttach.Formats.Containers;

/// <summary>The boxes of HEIC, AVIF and JPEG XL files (ISO/IEC 14496-12).</summary>
internal static class IsoBoxes
{
    private const int HeaderLength = 8;
    private const uint LengthIsInNextField = 1;
    private const uint LengthIsRest = 0;

    /// <summary>Checks that the last box of a file ends within the file.</summary>
    /// <exception cref="ImageFormatException">It doesn't, or a box is broken.</exception>
    public static void CheckWhole(ReadOnlySpan<byte> file, string mimeType)
    {
        ReadOnlySpan<byte> rest = file;
        while (rest.Length >= HeaderLength)
        {
            ulong length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length == LengthIsRest)
                return;
            if (length == LengthIsInNextField && rest.Length >= 2 * HeaderLength)
                length = BinaryPrimitives.ReadUInt64BigEndian(rest[HeaderLength..]);
            if (length < HeaderLength)
                throw new ImageFormatException($"The {mimeType} file is broken: it has a box of {length} bytes. Save it again with an image editor, or attach another.");
            if (length > (ulong)rest.Length)
                throw CutShortFile.Refuse(mimeType, file.Length);
            rest = rest[(int)length..];
        }
    }
}
