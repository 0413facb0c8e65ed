namespace ImageAttach.Imaging.Containers;

/// <summary>Walks a PNG file's chunks, from IHDR to IEND.</summary>
internal sealed class PngContainer
{
    private const int HeaderLength = 13;
    private const int ChecksumLength = 4;

    private readonly FileCursor _cursor;
    private readonly ImageLimits _limits;
    private Orientation _orientation = Orientation.Upright;
    private bool _hasPixels;
    private bool _isInterlaced;
    private int _animationFrames;

    private PngContainer(FileCursor cursor, ImageLimits limits)
    {
        _cursor = cursor;
        _limits = limits;
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(Signature.Length);
        return new PngContainer(cursor, limits).Walk();
    }

    private ContainerFacts Walk()
    {
        ImageSize size = ReadHeader();
        bool lacksEnd = !WalkToEnd();
        if (!_hasPixels)
            throw Refusal.Broken(MediaType.Png, "it has no picture in it");
        return new ContainerFacts(MediaType.Png, size, _orientation, Math.Max(1, _animationFrames))
        {
            LacksEnd = lacksEnd,
            BytesPerPixel = _isInterlaced ? ContainerFacts.WholePixel : 0,
        };
    }

    private bool WalkToEnd()
    {
        try
        {
            while (ReadChunk())
            {
            }

            return true;
        }
        catch (EndOfStreamException) when (_hasPixels)
        {
            return false;
        }
    }

    private ImageSize ReadHeader()
    {
        uint length = _cursor.ReadUInt32BigEndian();
        if (length != HeaderLength || !_cursor.Read(4).AsSpan().SequenceEqual("IHDR"u8))
            throw Refusal.Broken(MediaType.Png, "it doesn't begin with its header");
        uint width = _cursor.ReadUInt32BigEndian();
        ImageSize size = Refusal.CheckSize(MediaType.Png, width, _cursor.ReadUInt32BigEndian(), _limits);
        _cursor.Skip(HeaderLength - 9);
        _isInterlaced = _cursor.ReadByte() != 0;
        _cursor.Skip(ChecksumLength);
        return size;
    }

    private bool ReadChunk()
    {
        Span<byte> type = stackalloc byte[4];
        uint length = _cursor.ReadUInt32BigEndian();
        _cursor.Read(type);
        long end = _cursor.Position + length + ChecksumLength;
        if (type.SequenceEqual("IDAT"u8))
            _hasPixels = true;
        else if (type.SequenceEqual("eXIf"u8) && !_hasPixels)
            // Skia knows nothing of this chunk. Behind the pixels browsers ignore it, and so the original would differ from its thumbnails.
            _orientation = ExifOrientation.Read(_cursor, length);
        else if (type.SequenceEqual("fcTL"u8))
            Refusal.CheckFrames(++_animationFrames, _limits);
        _cursor.MoveTo(end);
        return !type.SequenceEqual("IEND"u8);
    }
}
