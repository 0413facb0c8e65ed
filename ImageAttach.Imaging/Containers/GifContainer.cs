namespace ImageAttach.Imaging.Containers;

/// <summary>Walks a GIF file's blocks to its trailer, counting frames.</summary>
/// <remarks>The trailer may be missing, and zeros may stand between blocks.</remarks>
internal sealed class GifContainer
{
    private readonly FileCursor _cursor;
    private readonly ImageLimits _limits;
    private int _width;
    private int _height;
    private int _frames;

    private GifContainer(FileCursor cursor, ImageLimits limits)
    {
        (_cursor, _limits) = (cursor, limits);
        (_width, _height) = GifBlocks.ReadScreen(cursor);
    }

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits) => new GifContainer(cursor, limits).Walk();

    private ContainerFacts Walk()
    {
        bool lacksEnd = !WalkToEnd();
        ImageSize size = Refusal.CheckSize(MediaType.Gif, _width, _height, _limits);
        if (_frames == 0)
            throw Refusal.Broken(MediaType.Gif, "it has no picture in it");
        return new ContainerFacts(MediaType.Gif, size, Orientation.Upright, _frames) { LacksEnd = lacksEnd };
    }

    private bool WalkToEnd()
    {
        try
        {
            while (ReadBlock())
            {
            }

            return true;
        }
        catch (EndOfStreamException) when (_frames > 0)
        {
            return false;
        }
    }

    private bool ReadBlock()
    {
        switch (_cursor.ReadByte())
        {
            case GifBlocks.Trailer:
                return false;
            case GifBlocks.Extension:
                _cursor.Skip(1);
                GifBlocks.SkipSubBlocks(_cursor);
                return true;
            case GifBlocks.Frame:
                ReadFrame();
                return true;
            case 0:
                return true;
            default:
                throw Refusal.Broken(MediaType.Gif, "one of its blocks is of no known kind");
        }
    }

    // Browsers enlarge the screen to the first frame, and crop those that follow.
    private void ReadFrame()
    {
        (int right, int bottom) = GifBlocks.ReadFrameEnd(_cursor);
        Refusal.CheckFrames(++_frames, _limits);
        if (_frames == 1)
            (_width, _height) = (Math.Max(_width, right), Math.Max(_height, bottom));
        GifBlocks.SkipPixels(_cursor);
    }
}
