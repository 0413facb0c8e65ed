using System.Buffers.Binary;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Leaves out of a WebP its EXIF, XMP and unknown chunks.</summary>
internal static class WebPStripper
{
    private const int ChunkHeaderLength = 8;
    private const int RiffHeaderLength = 12;
    private const byte HasXmp = 0x04;
    private const byte HasExif = 0x08;

    private static readonly string[] Kept = ["ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"];

    /// <exception cref="ImageFormatException">It has an orientation, in a simple file that has no room for one.</exception>
    public static FilePieces Strip(FileCursor cursor, Orientation orientation)
    {
        List<(string Type, long Start, long End)> chunks = Chunks(cursor);
        bool transposed = orientation != Orientation.Upright;
        if (transposed && chunks.All(chunk => chunk.Type != "VP8X"))
            throw Refusal.NotStripped(MediaType.WebP);
        FilePieces body = new();
        foreach ((string? type, long start, long end) in chunks)
        {
            if (type == "VP8X")
                body.Insert(Canvas(cursor, start, end, transposed));
            else if (Kept.Contains(type))
                KeepPadded(body, start, end);
        }

        if (transposed)
            body.Insert([.. "EXIF"u8, .. LittleEndian(ExifOrientation.Write(orientation).Length), .. ExifOrientation.Write(orientation)]);
        return body.WithHeader([.. "RIFF"u8, .. LittleEndian((int)body.Length + 4), .. "WEBP"u8]);
    }

    private static List<(string Type, long Start, long End)> Chunks(FileCursor cursor)
    {
        List<(string, long, long)> chunks = new List<(string, long, long)>();
        cursor.Skip(4);
        long end = ChunkHeaderLength + (long)cursor.ReadUInt32LittleEndian();
        cursor.MoveTo(RiffHeaderLength);
        while (end - cursor.Position >= ChunkHeaderLength)
        {
            long start = cursor.Position;
            string type = System.Text.Encoding.Latin1.GetString(cursor.Read(4));
            long chunkEnd = start + ChunkHeaderLength + cursor.ReadUInt32LittleEndian();
            chunks.Add((type, start, chunkEnd));
            cursor.MoveTo(Math.Min(end, chunkEnd + (chunkEnd & 1)));
        }

        return chunks;
    }

    private static byte[] Canvas(FileCursor cursor, long start, long end, bool transposed)
    {
        cursor.MoveTo(start);
        byte[] chunk = cursor.Read((int)(end - start));
        chunk[ChunkHeaderLength] = (byte)((chunk[ChunkHeaderLength] & ~(HasXmp | HasExif)) | (transposed ? HasExif : 0));
        return chunk;
    }

    private static void KeepPadded(FilePieces pieces, long start, long end)
    {
        pieces.Keep(start, end);
        if (((end - start) & 1) != 0)
            pieces.Insert([0]);
    }

    private static byte[] LittleEndian(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
