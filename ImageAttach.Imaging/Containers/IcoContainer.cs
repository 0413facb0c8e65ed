namespace ImageAttach.Imaging.Containers;

/// <summary>Reads the directory of a Windows icon or cursor, and the header of every image in it. The largest is the icon's image.</summary>
internal static class IcoContainer
{
    private const int DirectoryLength = 6;
    private const int EntryLength = 16;

    // Icons have about ten sizes.
    private const int MaxPictures = 256;

    public static ReadOnlySpan<byte> Signature => [0, 0, 1, 0];

    /// <summary>How cursors begin, which otherwise are icons: in the directory, a hot spot takes the place of the color depth.</summary>
    public static ReadOnlySpan<byte> CursorSignature => [0, 0, 2, 0];

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(Signature.Length);
        int count = cursor.ReadUInt16LittleEndian();
        if (count is 0 or > MaxPictures)
            throw Refusal.Broken(MediaType.Ico, $"it has {count} pictures, where 1 to {MaxPictures} are usual");
        ImageSize largest = new(0, 0);
        for (int i = 0; i < count; i++)
        {
            ImageSize size = ReadPicture(cursor, DirectoryLength + (i * EntryLength), limits);
            if (size.Pixels > largest.Pixels)
                largest = size;
        }

        return new ContainerFacts(MediaType.Ico, largest, Orientation.Upright);
    }

    // What the directory says of the size is a byte a side, and often wrong; the image itself knows.
    private static ImageSize ReadPicture(FileCursor cursor, long entry, ImageLimits limits)
    {
        cursor.MoveTo(entry + 8);
        uint length = cursor.ReadUInt32LittleEndian();
        uint start = cursor.ReadUInt32LittleEndian();
        if (start + (long)length > cursor.Length)
            throw new EndOfStreamException();
        cursor.MoveTo(start);
        uint headerLength = cursor.ReadUInt32LittleEndian();
        if (headerLength == PngBeginning)
        {
            cursor.MoveTo(start + PngContainer.Signature.Length + 8);
            long pngWidth = cursor.ReadUInt32BigEndian();
            return Refusal.CheckSize(MediaType.Ico, pngWidth, cursor.ReadUInt32BigEndian(), limits);
        }

        long width = (int)cursor.ReadUInt32LittleEndian();
        // Counted twice: the mask of what is transparent follows the colors.
        long height = Math.Abs((long)(int)cursor.ReadUInt32LittleEndian()) / 2;
        return Refusal.CheckSize(MediaType.Ico, width, height, limits);
    }

    // The first four bytes of a PNG, where a bitmap has its header's length.
    private const uint PngBeginning = 0x474E5089;
}
