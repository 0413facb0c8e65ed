namespace ImageAttach.Imaging.Formats;

/// <summary>Walks a GIF file's blocks to its trailer, counting frames.</summary>
internal static class GifContainer
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte Trailer = 0x3B;
    private const int SignatureLength = 6;

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(SignatureLength);
        var width = cursor.ReadUInt16LittleEndian();
        var size = Refusal.CheckSize(MediaType.Gif, width, cursor.ReadUInt16LittleEndian(), limits);
        var flags = cursor.ReadByte();
        cursor.Skip(2);
        SkipColours(cursor, flags);
        var frames = CountFrames(cursor, limits);
        if (frames == 0)
            throw Refusal.Broken(MediaType.Gif, "it has no picture in it");
        return new ContainerFacts(MediaType.Gif, size, Orientation.Upright, frames);
    }

    private static int CountFrames(FileCursor cursor, ImageLimits limits)
    {
        for (var frames = 0; ;)
        {
            switch (cursor.ReadByte())
            {
                case Trailer:
                    return frames;
                case Extension:
                    cursor.Skip(1);
                    SkipSubBlocks(cursor);
                    break;
                case Frame:
                    Refusal.CheckFrames(++frames, limits);
                    SkipFrame(cursor);
                    break;
                default:
                    throw Refusal.Broken(MediaType.Gif, "one of its blocks is of no known kind");
            }
        }
    }

    private static void SkipFrame(FileCursor cursor)
    {
        cursor.Skip(8);
        SkipColours(cursor, cursor.ReadByte());
        cursor.Skip(1);
        SkipSubBlocks(cursor);
    }

    private static void SkipColours(FileCursor cursor, byte flags)
    {
        if ((flags & 0x80) != 0)
            cursor.Skip(3L << ((flags & 7) + 1));
    }

    private static void SkipSubBlocks(FileCursor cursor)
    {
        for (var length = cursor.ReadByte(); length != 0; length = cursor.ReadByte())
            cursor.Skip(length);
    }
}
