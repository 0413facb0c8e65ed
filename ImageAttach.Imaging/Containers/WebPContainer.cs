using System.Buffers.Binary;

namespace ImageAttach.Imaging.Containers;

/// <summary>Walks a WebP file's chunks to the end of its RIFF, counting frames.</summary>
internal sealed class WebPContainer
{
    private const int ChunkHeaderLength = 8;
    private const int RiffHeaderLength = 12;
    private const int SizeBits = 0x3FFF;

    private readonly FileCursor _cursor;
    private readonly ImageLimits _limits;
    private readonly bool _lacksEnd;
    private readonly long _end;
    private ImageSize? _size;
    private bool _hasPixels;
    private int _animationFrames;

    private WebPContainer(FileCursor cursor, ImageLimits limits, long end)
    {
        (_cursor, _limits) = (cursor, limits);
        _end = Math.Min(end, cursor.Length);
        _lacksEnd = end > cursor.Length;
    }

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(4);
        long end = ChunkHeaderLength + (long)cursor.ReadUInt32LittleEndian();
        cursor.MoveTo(RiffHeaderLength);
        return new WebPContainer(cursor, limits, end).Walk();
    }

    // Orientation isn't read: browsers show a WebP as it is stored, whatever its EXIF says.
    private ContainerFacts Walk()
    {
        while (_end - _cursor.Position >= ChunkHeaderLength)
            ReadChunk();
        if (_lacksEnd && !_hasPixels)
            throw new EndOfStreamException();
        if (_size is not { } size || !_hasPixels)
            throw Refusal.Broken(MediaType.WebP, "it has no picture in it");
        return new ContainerFacts(
            MediaType.WebP, size, Orientation.Upright, Math.Max(1, _animationFrames), CanDecodeReduced: _animationFrames == 0)
        {
            LacksEnd = _lacksEnd,
        };
    }

    private void ReadChunk()
    {
        Span<byte> type = stackalloc byte[4];
        _cursor.Read(type);
        uint length = _cursor.ReadUInt32LittleEndian();
        long chunkEnd = _cursor.Position + length;
        if (chunkEnd > _end && !_lacksEnd)
            throw Refusal.Broken(MediaType.WebP, "one of its chunks ends behind the file");
        if (type.SequenceEqual("VP8X"u8))
            Measure(ReadCanvasSize(), keepFirst: false);
        else if (type.SequenceEqual("VP8 "u8))
            ReadPicture(ReadLossySize());
        else if (type.SequenceEqual("VP8L"u8))
            ReadPicture(ReadLosslessSize());
        else if (type.SequenceEqual("ANMF"u8))
            ReadFrame();
        // Chunks are padded to even lengths; the last one's padding is often left out.
        _cursor.MoveTo(Math.Min(_end, chunkEnd + (chunkEnd & 1)));
    }

    private void ReadFrame()
    {
        _hasPixels = true;
        Refusal.CheckFrames(++_animationFrames, _limits);
    }

    private void ReadPicture(ImageSize size)
    {
        _hasPixels = true;
        Measure(size, keepFirst: true);
    }

    private void Measure(ImageSize size, bool keepFirst)
    {
        // Checked even if the canvas has a size already, because the image is what is decoded.
        Refusal.CheckSize(MediaType.WebP, size.Width, size.Height, _limits);
        if (_size is null || !keepFirst)
            _size = size;
    }

    private ImageSize ReadCanvasSize()
    {
        byte[] bytes = _cursor.Read(10);
        return new ImageSize(1 + UInt24(bytes.AsSpan(4)), 1 + UInt24(bytes.AsSpan(7)));
    }

    private ImageSize ReadLossySize()
    {
        byte[] bytes = _cursor.Read(10);
        return new ImageSize(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)) & SizeBits,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) & SizeBits);
    }

    private ImageSize ReadLosslessSize()
    {
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(_cursor.Read(5).AsSpan(1));
        return new ImageSize(1 + (int)(bits & SizeBits), 1 + (int)((bits >> 14) & SizeBits));
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
