namespace ImageAttach.Imaging.Containers;

/// <summary>The blocks that a GIF file consists of.</summary>
internal static class GifBlocks
{
    public const byte Extension = 0x21;
    public const byte Frame = 0x2C;
    public const byte Trailer = 0x3B;

    /// <summary>Moves past the signature, the logical screen descriptor, and the global color table.</summary>
    /// <returns>Width and height of the logical screen.</returns>
    public static (int Width, int Height) ReadScreen(FileCursor cursor)
    {
        cursor.Skip(6);
        int width = cursor.ReadUInt16LittleEndian();
        int height = cursor.ReadUInt16LittleEndian();
        byte flags = cursor.ReadByte();
        cursor.Skip(2);
        SkipColorTable(cursor, flags);
        return (width, height);
    }

    /// <summary>Moves from behind the frame's introducer to the end of its pixels.</summary>
    public static void SkipFrame(FileCursor cursor)
    {
        ReadFrameEnd(cursor);
        SkipPixels(cursor);
    }

    /// <summary>Moves from behind the frame's introducer past its rectangle.</summary>
    /// <returns>Where the rectangle ends on the screen.</returns>
    public static (int Right, int Bottom) ReadFrameEnd(FileCursor cursor)
    {
        (int left, int top) = (cursor.ReadUInt16LittleEndian(), cursor.ReadUInt16LittleEndian());
        return (left + cursor.ReadUInt16LittleEndian(), top + cursor.ReadUInt16LittleEndian());
    }

    /// <summary>Moves from behind the frame's rectangle to the end of its pixels.</summary>
    public static void SkipPixels(FileCursor cursor)
    {
        SkipColorTable(cursor, cursor.ReadByte());
        cursor.Skip(1);
        SkipSubBlocks(cursor);
    }

    /// <summary>Moves past sub-blocks, up to and including the empty one that ends them.</summary>
    public static void SkipSubBlocks(FileCursor cursor)
    {
        for (byte length = cursor.ReadByte(); length != 0; length = cursor.ReadByte())
            cursor.Skip(length);
    }

    private static void SkipColorTable(FileCursor cursor, byte flags)
    {
        if ((flags & 0x80) != 0)
            cursor.Skip(3L << ((flags & 7) + 1));
    }
}
