using System.Buffers.Binary;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Leaves out of a PNG its texts, times, EXIF and every chunk that isn't known to matter for what is seen.</summary>
internal static class PngStripper
{
    private const int FrameLength = 12;

    // Transparency, colors, density and animation; the standard's names for them.
    private static readonly string[] Kept =
        ["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"];

    /// <param name="cursor">The file.</param>
    /// <param name="orientation">The orientation that is kept.</param>
    /// <param name="mayLackEnd">Whether the file's end may be missing. Inside an icon other images follow.</param>
    public static FilePieces Strip(FileCursor cursor, Orientation orientation, bool mayLackEnd)
    {
        FilePieces pieces = new();
        cursor.Skip(PngContainer.Signature.Length);
        pieces.Keep(0, cursor.Position);
        bool hasPixels = false;
        while (!(mayLackEnd && hasPixels) || cursor.Length - cursor.Position >= FrameLength)
        {
            long start = cursor.Position;
            uint length = cursor.ReadUInt32BigEndian();
            string type = System.Text.Encoding.Latin1.GetString(cursor.Read(4));
            hasPixels |= type == "IDAT";
            long end = mayLackEnd && hasPixels ? Math.Min(cursor.Length, start + FrameLength + length) : start + FrameLength + length;
            cursor.MoveTo(end);
            if (char.IsUpper(type[0]) || Kept.Contains(type))
                pieces.Keep(start, end);
            if (type == "IHDR" && orientation != Orientation.Upright)
                pieces.Insert(Chunk("eXIf"u8, ExifOrientation.Write(orientation)));
            if (type == "IEND")
                return pieces;
        }

        return pieces;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), PngChecksum.Of(type, content));
        return chunk;
    }
}
