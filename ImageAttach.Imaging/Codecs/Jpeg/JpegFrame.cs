using System.Buffers.Binary;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The headers of a JPEG of the usual kind: baseline or progressive with Huffman codes, 8 bits, gray, YCbCr or CMYK with a profile.</summary>
internal sealed class JpegFrame
{
    private readonly SortedList<int, byte[]> _profileParts = [];
    private JpegComponent[]? _components;
    private bool _hasJfif;
    private int? _adobeTransform;

    private JpegFrame()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public IReadOnlyList<JpegComponent> Components => _components!;

    /// <summary>The sampling factors of luma: how many of its blocks an MCU has on each axis.</summary>
    public int HorizontalSampling { get; private set; }

    public int VerticalSampling { get; private set; }

    /// <summary>MCUs between restart markers; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    public bool IsProgressive { get; private set; }

    /// <summary>Whether one scan holds all there is, so that it can be decoded row by row.</summary>
    public bool IsSingleScan { get; private set; }

    /// <summary>The tables that are defined so far.</summary>
    public JpegTableSet Tables { get; } = new();

    /// <summary>Where the header of the first scan begins, with its length.</summary>
    public int ScanHeaderStart { get; private set; }

    /// <summary>Where the data of the first scan begins.</summary>
    public int ScanStart { get; private set; }

    /// <summary>Converts the pixels to sRGB; null when they are sRGB.</summary>
    public IColorConverter? Colors { get; private set; }

    /// <summary>Reads up to the scan's data.</summary>
    /// <returns>The headers; null when the file is of another kind, or broken.</returns>
    public static JpegFrame? TryRead(ReadOnlySpan<byte> file)
    {
        JpegFrame frame = new();
        try
        {
            return frame.Read(file) ? frame : null;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // A segment ends too early. What to make of such a file is left to the decoder that takes all others.
            return null;
        }
    }

    private bool Read(ReadOnlySpan<byte> file)
    {
        for (int at = 2; ;)
        {
            if (file[at++] != 0xFF)
                return false;
            while (file[at] == 0xFF)
                at++;
            byte marker = file[at++];
            ushort length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            ReadOnlySpan<byte> segment = file.Slice(at + 2, length - 2);
            at += length;
            if (marker == 0xDA)
            {
                (ScanHeaderStart, ScanStart) = (at - length, at);
                return ReadScan(segment) && ReadColors();
            }

            if (!ReadSegment(marker, segment))
                return false;
        }
    }

    /// <summary>Reads what stands between scans.</summary>
    /// <returns>False when it is broken, or of no usual kind.</returns>
    public bool ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                IsProgressive = marker == 0xC2;
                return ReadFrame(segment);
            case > 0xC2 and <= 0xCF and not 0xC4 and not 0xC8:
                return false;
            case 0xC4:
                return Tables.ReadHuffman(segment);
            case 0xDB:
                return Tables.ReadQuantization(segment);
            case 0xDD:
                RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                return true;
            case 0xE0:
                _hasJfif |= segment.StartsWith("JFIF\0"u8);
                return true;
            case 0xE2 when segment.StartsWith("ICC_PROFILE\0"u8):
                _profileParts[segment[12]] = segment[14..].ToArray();
                return true;
            case 0xEE when segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                return true;
            default:
                return true;
        }
    }

    // A profile for other pixels than these says nothing.
    private bool ReadColors()
    {
        byte[] profile = [.. _profileParts.Values.SelectMany(part => part)];
        if (_components!.Length == 4)
            return (Colors = CmykConverter.TryCreate(profile, _adobeTransform == 2 ? CmykEncoding.Ycck : CmykEncoding.Inverted)) is not null;
        bool isUsable = profile.Length > 0 && (_components is [_] || IccProfile.DescribesRgb(profile));
        bool canConvert = SkiaColorConverter.TryCreate(isUsable ? profile : null, isGray: _components is [_], out IColorConverter? colors);
        Colors = colors;
        return canConvert;
    }

    private bool ReadFrame(ReadOnlySpan<byte> segment)
    {
        if (_components is not null || segment[0] != 8 || segment[5] is not (1 or 3 or 4))
            return false;
        Height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        _components = new JpegComponent[segment[5]];
        for (int i = 0; i < _components.Length; i++)
        {
            ReadOnlySpan<byte> part = segment.Slice(6 + (i * 3), 3);
            _components[i] = new JpegComponent(part[0], part[1] >> 4, part[1] & 15, part[2]);
        }

        // One component alone is not interleaved, so that its sampling means nothing.
        if (_components.Length == 1)
            _components[0] = _components[0] with { HorizontalSampling = 1, VerticalSampling = 1 };
        (HorizontalSampling, VerticalSampling) = (_components[0].HorizontalSampling, _components[0].VerticalSampling);
        return Width > 0 && Height > 0 && HorizontalSampling is 1 or 2 && VerticalSampling is 1 or 2 && HasUsualSampling();
    }

    // Chroma has fewer samples or as many; black has as many as luma.
    private bool HasUsualSampling() => _components!.Length != 4
        ? _components.Skip(1).All(component => component is { HorizontalSampling: 1, VerticalSampling: 1 })
        : IsSampledLikeFirst(_components[3])
            && (_components[1..3].All(component => component is { HorizontalSampling: 1, VerticalSampling: 1 }) || _components[1..3].All(IsSampledLikeFirst));

    private bool IsSampledLikeFirst(JpegComponent component) =>
        component.HorizontalSampling == HorizontalSampling && component.VerticalSampling == VerticalSampling;

    private bool ReadScan(ReadOnlySpan<byte> segment)
    {
        if (_components is null || !HasUsualColors())
            return false;
        IsSingleScan = !IsProgressive && segment[0] == _components.Length;
        return !IsSingleScan || AssignTables(segment);
    }

    private bool AssignTables(ReadOnlySpan<byte> segment)
    {
        for (int i = 0; i < _components!.Length; i++)
        {
            (byte id, byte tables) = (segment[1 + (i * 2)], segment[2 + (i * 2)]);
            JpegComponent component = _components![i];
            if (component.Id != id)
                return false;
            _components[i] = Tables.Assign(component, dc: tables >> 4, ac: tables & 15);
            if (_components[i] is not { Quantization: not null, Dc: not null, Ac: not null })
                return false;
        }

        return true;
    }

    // As libjpeg guesses: JFIF is always YCbCr; Adobe's marker says; else the numbers of the components may spell RGB.
    private bool HasUsualColors() => _components!.Length switch
    {
        1 => true,
        3 => _hasJfif || (_adobeTransform is { } transform ? transform == 1 : _components is not [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }]),
        _ => _adobeTransform is 0 or 2,
    };
}
