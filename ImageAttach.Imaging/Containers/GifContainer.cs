namespace ImageAttach.Imaging.Containers;

/// <summary>Walks a GIF file's blocks to its trailer, counting frames.</summary>
internal static class GifContainer
{
    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        (int width, int height) = GifBlocks.ReadScreen(cursor);
        ImageSize size = Refusal.CheckSize(MediaType.Gif, width, height, limits);
        int frames = CountFrames(cursor, limits);
        if (frames == 0)
            throw Refusal.Broken(MediaType.Gif, "it has no picture in it");
        return new ContainerFacts(MediaType.Gif, size, Orientation.Upright, frames);
    }

    private static int CountFrames(FileCursor cursor, ImageLimits limits)
    {
        for (int frames = 0; ;)
        {
            switch (cursor.ReadByte())
            {
                case GifBlocks.Trailer:
                    return frames;
                case GifBlocks.Extension:
                    cursor.Skip(1);
                    GifBlocks.SkipSubBlocks(cursor);
                    break;
                case GifBlocks.Frame:
                    Refusal.CheckFrames(++frames, limits);
                    GifBlocks.SkipFrame(cursor);
                    break;
                default:
                    throw Refusal.Broken(MediaType.Gif, "one of its blocks is of no known kind");
            }
        }
    }
}
