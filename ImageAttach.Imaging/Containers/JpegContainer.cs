namespace ImageAttach.Imaging.Containers;

/// <summary>Walks a JPEG file's markers, from SOI to the first EOI behind a scan.</summary>
/// <remarks>Bytes behind the EOI are fine: phones append previews, gain maps, depth maps and films there. The EOI itself may be missing.</remarks>
internal sealed class JpegContainer
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Progressive = 0xC2;
    private const byte ProgressiveArithmetic = 0xCA;
    private const byte App1 = 0xE1;
    private const int Precision = 8;
    private const int FrameHeaderLength = 6;
    private const int ComponentLength = 3;

    // A coefficient has two bytes.
    private const double CoefficientLength = 2;

    // A progressive file is decoded in one pass per scan. Encoders write about ten; thousands are an attack on the processor.
    private const int MaxScans = 100;

    private readonly FileCursor _cursor;
    private readonly ImageLimits _limits;
    private Orientation? _orientation;
    private ImageSize? _size;
    private int _scans;
    private int _components;
    private bool _isProgressive;
    private bool _isInterleaved;
    private double _samplesPerPixel = 1;

    private JpegContainer(FileCursor cursor, ImageLimits limits)
    {
        _cursor = cursor;
        _limits = limits;
    }

    public static ReadOnlySpan<byte> Signature => [0xFF, StartOfImage, 0xFF];

    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        cursor.Skip(2);
        return new JpegContainer(cursor, limits).Walk();
    }

    private ContainerFacts Walk()
    {
        bool lacksEnd = !WalkToEnd();
        if (_size is not { } size || _scans == 0)
            throw Refusal.Broken(MediaType.Jpeg, "it has no picture in it");
        return new ContainerFacts(MediaType.Jpeg, size, _orientation ?? Orientation.Upright, CanDecodeReduced: true)
        {
            LacksEnd = lacksEnd,
            BytesPerPixel = _isProgressive || !_isInterleaved ? CoefficientLength * _samplesPerPixel : 0,
        };
    }

    private bool WalkToEnd()
    {
        try
        {
            for (byte marker = JpegMarkers.Next(_cursor); marker != EndOfImage; marker = JpegMarkers.Next(_cursor))
                ReadSegment(marker);
            return true;
        }
        catch (EndOfStreamException) when (_scans > 0)
        {
            return false;
        }
    }

    private void ReadSegment(byte marker)
    {
        if (marker == StartOfImage)
            throw Refusal.Broken(MediaType.Jpeg, "a second picture begins inside the first");
        int length = _cursor.ReadUInt16BigEndian() - 2;
        if (length < 0)
            throw Refusal.Broken(MediaType.Jpeg, "one of its segments has no length");
        long end = _cursor.Position + length;
        if (marker == StartOfScan && ++_scans > MaxScans)
            throw Refusal.Broken(MediaType.Jpeg, $"it has more than {MaxScans} scans");
        if (marker == StartOfScan && _scans == 1)
            _isInterleaved = length > 0 && _cursor.ReadByte() == _components;
        else if (IsStartOfFrame(marker))
            ReadFrame(marker, length);
        else if (marker == App1 && _orientation is null)
            ReadApp1(length);
        _cursor.MoveTo(end);
    }

    private void ReadFrame(byte marker, int length)
    {
        if (_size is not null)
            throw Refusal.Broken(MediaType.Jpeg, "it has two frame headers");
        if (!DecodesSafely(marker))
            throw Refusal.Unsupported(MediaType.Jpeg, "lossless or hierarchical, which browsers don't show either");
        if (length < FrameHeaderLength)
            throw Refusal.Broken(MediaType.Jpeg, "its frame header is too short");
        if (_cursor.ReadByte() is not Precision and var precision)
            throw Refusal.Unsupported(MediaType.Jpeg, $"its samples have {precision} bits, which browsers don't show either");
        int height = _cursor.ReadUInt16BigEndian();
        _size = Refusal.CheckSize(MediaType.Jpeg, _cursor.ReadUInt16BigEndian(), height, _limits);
        _isProgressive = marker is Progressive or ProgressiveArithmetic;
        ReadSampling(length - FrameHeaderLength);
    }

    private void ReadSampling(int length)
    {
        _components = Math.Min(_cursor.ReadByte(), length / ComponentLength);
        int samples = 0, largest = 1;
        for (int i = 0; i < _components; i++)
        {
            int sampling = _cursor.Read(ComponentLength)[1];
            samples += (sampling >> 4) * (sampling & 15);
            largest = Math.Max(largest, (sampling >> 4) * (sampling & 15));
        }

        _samplesPerPixel = (double)samples / largest;
    }

    private void ReadApp1(int length)
    {
        byte[] segment = _cursor.Read(length);
        if (segment.AsSpan().StartsWith(ExifOrientation.Prefix))
            _orientation = ExifOrientation.Read(segment);
    }

    // C4, C8 and CC share the range but are tables and extensions.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // SkiaSharp 4.155.0 writes past its buffer when a lossless frame (SOF3) is decoded at reduced size, and fails on gray ones
    // at full size. Let through are the frames whose transform really scales: baseline, extended and progressive, with
    // Huffman or arithmetic coding.
    private static bool DecodesSafely(byte startOfFrame) => startOfFrame is 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA;
}
