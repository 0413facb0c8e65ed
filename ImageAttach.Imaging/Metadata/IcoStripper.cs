using System.Buffers.Binary;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Removes the metadata of the PNG files inside an icon, and what lies between its images.</summary>
internal static class IcoStripper
{
    private const int DirectoryLength = 6;
    private const int EntryLength = 16;
    private const int LengthOffset = 8;
    private const int StartOffset = 12;

    public static FilePieces Strip(Stream file)
    {
        long start = file.Position;
        FileCursor cursor = new(file);
        byte[] header = cursor.Read(DirectoryLength);
        byte[] entries = cursor.Read(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4)) * EntryLength);
        FilePieces images = new();
        for (int offset = 0; offset < entries.Length; offset += EntryLength)
        {
            Span<byte> entry = entries.AsSpan(offset, EntryLength);
            FilePieces image = StripPicture(file, start, entry);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[LengthOffset..], (uint)image.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[StartOffset..], (uint)(DirectoryLength + entries.Length + images.Length));
            images.Append(image);
        }

        return images.WithHeader([.. header, .. entries]);
    }

    private static FilePieces StripPicture(Stream file, long start, ReadOnlySpan<byte> entry)
    {
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[LengthOffset..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[StartOffset..]);
        file.Position = start + offset;
        FileCursor cursor = new(file);
        if (cursor.Read((int)Math.Min(length, PngContainer.Signature.Length)).AsSpan().SequenceEqual(PngContainer.Signature))
            return PngStripper.Strip(Reopen(file, start + offset), Orientation.Upright, mayLackEnd: false).MovedBy(offset);
        FilePieces bitmap = new();
        bitmap.Keep(offset, offset + length);
        return bitmap;
    }

    private static FileCursor Reopen(Stream file, long position)
    {
        file.Position = position;
        return new FileCursor(file);
    }
}
