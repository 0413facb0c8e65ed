using System.Buffers.Binary;
using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Removes the metadata of the PNG files inside an icon, and what lies between its pictures.</summary>
internal static class IcoStripping
{
    private const int DirectoryLength = 6;
    private const int EntryLength = 16;
    private const int LengthOffset = 8;
    private const int StartOffset = 12;

    public static FilePieces Strip(Stream file)
    {
        long start = file.Position;
        FileCursor cursor = new FileCursor(file);
        byte[] header = cursor.Read(DirectoryLength);
        byte[] entries = cursor.Read(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4)) * EntryLength);
        FilePieces pictures = new FilePieces();
        for (int offset = 0; offset < entries.Length; offset += EntryLength)
        {
            Span<byte> entry = entries.AsSpan(offset, EntryLength);
            FilePieces picture = StripPicture(file, start, entry);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[LengthOffset..], (uint)picture.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[StartOffset..], (uint)(DirectoryLength + entries.Length + pictures.Length));
            pictures.Append(picture);
        }

        return pictures.WithHeader([.. header, .. entries]);
    }

    private static FilePieces StripPicture(Stream file, long start, ReadOnlySpan<byte> entry)
    {
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[LengthOffset..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[StartOffset..]);
        file.Position = start + offset;
        FileCursor cursor = new FileCursor(file);
        if (cursor.Read((int)Math.Min(length, PngContainer.Signature.Length)).AsSpan().SequenceEqual(PngContainer.Signature))
            return PngStripping.Strip(Rewound(file, start + offset), Orientation.Upright).MovedBy(offset);
        FilePieces bitmap = new FilePieces();
        bitmap.Keep(offset, offset + length);
        return bitmap;
    }

    private static FileCursor Rewound(Stream file, long position)
    {
        file.Position = position;
        return new FileCursor(file);
    }
}
