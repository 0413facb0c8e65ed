using System.Buffers.Binary;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Leaves out of a PNG its texts, times, EXIF and every chunk that isn't known to matter for what is seen.</summary>
internal static class PngStripping
{
    private const int FrameLength = 12;

    // Transparency, colours, density and animation; the standard's names for them.
    private static readonly string[] Kept =
        ["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"];

    public static FilePieces Strip(FileCursor cursor, Orientation orientation)
    {
        FilePieces pieces = new FilePieces();
        cursor.Skip(PngContainer.Signature.Length);
        pieces.Keep(0, cursor.Position);
        while (true)
        {
            long start = cursor.Position;
            uint length = cursor.ReadUInt32BigEndian();
            string type = System.Text.Encoding.Latin1.GetString(cursor.Read(4));
            long end = start + FrameLength + length;
            cursor.MoveTo(end);
            if (char.IsUpper(type[0]) || Kept.Contains(type))
                pieces.Keep(start, end);
            if (type == "IHDR" && orientation != Orientation.Upright)
                pieces.Insert(Chunk("eXIf"u8, ExifOrientation.Write(orientation)));
            if (type == "IEND")
                return pieces;
        }
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    // CRC-32, bit by bit: it is a few bytes, once a file.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
