namespace ImageAttach.Imaging.Containers;

/// <summary>Reads a Windows bitmap's headers, and makes sure that its pixels are there.</summary>
internal static class BmpContainer
{
    private const int FileHeaderLength = 14;
    private const int OldestHeaderLength = 12;
    private const int MinColorHeaderLength = 16;

    private enum Compression : uint
    {
        None = 0,
        RunLength8 = 1,
        RunLength4 = 2,
        BitFields = 3,
        AlphaBitFields = 6,
    }

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(10);
        long pixelsStart = cursor.ReadUInt32LittleEndian();
        uint headerLength = cursor.ReadUInt32LittleEndian();
        ImageSize size = headerLength switch
        {
            OldestHeaderLength => ReadOldestSize(cursor, limits),
            >= MinColorHeaderLength => ReadSize(cursor, limits),
            _ => throw Refusal.Broken(MediaType.Bmp, "its header is of no known kind"),
        };
        cursor.Skip(2);
        int bitsPerPixel = cursor.ReadUInt16LittleEndian();
        long pixelBytes = PixelBytes(cursor, size, bitsPerPixel, headerLength);
        if (pixelsStart < FileHeaderLength + headerLength)
            throw Refusal.Broken(MediaType.Bmp, "its pixels begin inside its header");
        if (pixelsStart + pixelBytes > cursor.Length)
            throw new EndOfStreamException();
        return new ContainerFacts(MediaType.Bmp, size, Orientation.Upright);
    }

    private static ImageSize ReadOldestSize(FileCursor cursor, ImageLimits limits)
    {
        int width = cursor.ReadUInt16LittleEndian();
        return Refusal.CheckSize(MediaType.Bmp, width, cursor.ReadUInt16LittleEndian(), limits);
    }

    private static ImageSize ReadSize(FileCursor cursor, ImageLimits limits)
    {
        long width = (int)cursor.ReadUInt32LittleEndian();
        // A negative height says that rows are stored from top to bottom.
        long height = (int)cursor.ReadUInt32LittleEndian();
        return Refusal.CheckSize(MediaType.Bmp, width, Math.Abs(height), limits);
    }

    private static long PixelBytes(FileCursor cursor, ImageSize size, int bitsPerPixel, uint headerLength)
    {
        if (bitsPerPixel is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            throw Refusal.Broken(MediaType.Bmp, $"it has {bitsPerPixel} bits per pixel");
        Compression compression = headerLength == OldestHeaderLength ? Compression.None : (Compression)cursor.ReadUInt32LittleEndian();
        return compression switch
        {
            Compression.None or Compression.BitFields or Compression.AlphaBitFields =>
                (((long)size.Width * bitsPerPixel) + 31) / 32 * 4 * size.Height,
            Compression.RunLength8 or Compression.RunLength4 => Math.Max(1, (long)cursor.ReadUInt32LittleEndian()),
            _ => throw Refusal.Broken(MediaType.Bmp, "it is compressed in a way that isn't supported"),
        };
    }
}
