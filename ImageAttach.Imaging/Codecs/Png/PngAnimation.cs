using System.Buffers.Binary;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>The chunks that make a PNG an animation.</summary>
internal sealed class PngAnimation
{
    private const int FrameLength = 12;
    private const int ControlLength = 26;
    private const int SequenceLength = 4;
    private const int DefaultUnits = 100;

    private readonly List<PngFrame> _frames = [];
    private int _declaredFrames;

    private PngAnimation()
    {
    }

    public IReadOnlyList<PngFrame> Frames => _frames;

    /// <summary>How often the animation plays; 0 for without end.</summary>
    public int PlayCount { get; private set; }

    /// <summary>Whether all frames are there that the file says it has.</summary>
    public bool IsComplete => _frames.Count >= _declaredFrames;

    /// <param name="file">The file.</param>
    /// <param name="canvas">The size of the image, which all frames lie in.</param>
    /// <returns>The animation; null when the chunks are broken.</returns>
    public static PngAnimation? TryRead(ReadOnlySpan<byte> file, ImageSize canvas)
    {
        PngAnimation animation = new();
        for (int at = 8; file.Length - at >= FrameLength;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0)
                return null;
            int start = at + 8, end = (int)Math.Min(start + (long)length, file.Length);
            if (!animation.ReadChunk(file.Slice(at + 4, 4), file[start..end], start..end, canvas))
                return null;
            if (end - start < length)
                break;
            at = end + 4;
        }

        return animation;
    }

    private bool ReadChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, Range range, ImageSize canvas)
    {
        if (type.SequenceEqual("acTL"u8) && content.Length >= 8)
        {
            _declaredFrames = BinaryPrimitives.ReadInt32BigEndian(content);
            PlayCount = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(content[4..]));
        }
        else if (type.SequenceEqual("fcTL"u8))
        {
            return ReadControl(content, canvas);
        }
        else if (_frames.Count > 0 && (type.SequenceEqual("IDAT"u8) || type.SequenceEqual("fdAT"u8)))
        {
            // The default image belongs to the animation if its control comes first.
            _frames[^1].Pixels.Add(type.SequenceEqual("IDAT"u8) ? range : (range.Start.Value + Math.Min(SequenceLength, content.Length))..range.End);
        }

        return true;
    }

    private bool ReadControl(ReadOnlySpan<byte> content, ImageSize canvas)
    {
        if (content.Length < ControlLength)
            return false;
        long width = BinaryPrimitives.ReadUInt32BigEndian(content[4..]), height = BinaryPrimitives.ReadUInt32BigEndian(content[8..]);
        long left = BinaryPrimitives.ReadUInt32BigEndian(content[12..]), top = BinaryPrimitives.ReadUInt32BigEndian(content[16..]);
        if (width == 0 || height == 0 || left + width > canvas.Width || top + height > canvas.Height || content[24] > 2)
            return false;
        int time = BinaryPrimitives.ReadUInt16BigEndian(content[20..]), units = BinaryPrimitives.ReadUInt16BigEndian(content[22..]);
        int duration = time * 1000 / (units == 0 ? DefaultUnits : units);
        // There is nothing yet that could come back.
        PngDisposal disposal = _frames.Count == 0 && content[24] == 2 ? PngDisposal.Background : (PngDisposal)content[24];
        _frames.Add(new((int)left, (int)top, new((int)width, (int)height), FrameDuration.Shown(duration), disposal, content[25] == 1, []));
        return true;
    }
}
