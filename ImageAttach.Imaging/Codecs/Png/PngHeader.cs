using System.Buffers.Binary;
using System.IO.Compression;
using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What stands before a PNG's pixels, of one that isn't interlaced.</summary>
internal sealed class PngHeader
{
    // A few kilobytes are usual. What is larger is left to a decoder that has limits of its own.
    private const int MaxProfileLength = 4 << 20;

    // Length, type and checksum of a chunk.
    private const int FrameLength = 12;

    private readonly PngColors _colors = new();
    private byte[]? _profile;

    private PngHeader()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Bits of each number: 1, 2, 4, 8 or 16.</summary>
    public int Depth { get; private set; }

    public PngColorType ColorType { get; private set; }

    public byte[] Palette { get; private set; } = [];

    /// <summary>Alpha of each color of the palette, or the one color that is transparent; empty for none.</summary>
    public byte[] Transparency { get; private set; } = [];

    /// <summary>Converts the pixels to sRGB; null when they are sRGB.</summary>
    public IColorConverter? Colors { get; private set; }

    /// <summary>Where the compressed pixels are.</summary>
    public List<Range> Pixels { get; private set; } = [];

    /// <summary>Whether the file ends inside the pixels, or inside the checksum behind them.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Numbers to a pixel.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    public bool HasAlpha => ColorType is PngColorType.GrayAlpha or PngColorType.Rgba || Transparency.Length > 0;

    /// <returns>The header; null when the file is of another kind, or broken.</returns>
    public static PngHeader? TryRead(ReadOnlySpan<byte> file)
    {
        PngHeader header = new();
        try
        {
            return header.Read(file) ? header : null;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>The header of a frame, which differs in size and pixels.</summary>
    public PngHeader ForFrame(PngFrame frame)
    {
        PngHeader header = (PngHeader)MemberwiseClone();
        (header.Width, header.Height, header.Pixels) = (frame.Size.Width, frame.Size.Height, frame.Pixels);
        return header;
    }

    private bool Read(ReadOnlySpan<byte> file)
    {
        // What follows the pixels isn't looked at, and its end may be missing.
        for (int at = 8; Pixels.Count == 0 || file.Length - at >= FrameLength;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4);
            if (length < 0)
                return false;
            // Pixels have a checksum of their own inside.
            if (type.SequenceEqual("IDAT"u8))
                AddPixels(at + 8, length, file.Length);
            else if (Pixels.Count > 0)
                break;
            else if (!ReadChunk(type, file.Slice(at + 8, length), BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..])))
                return false;
            if (length > file.Length - at)
                break;
            at += length + FrameLength;
        }

        bool hasPalette = ColorType != PngColorType.Palette || Palette.Length >= 3;
        return Width > 0 && hasPalette && ReadColors();
    }

    private void AddPixels(int start, int length, int fileLength)
    {
        IsCut = length > fileLength - start;
        Pixels.Add(start..(IsCut ? fileLength : start + length));
    }

    private bool ReadColors()
    {
        if (_colors.HasCodes)
            return (Colors = _colors.FromCodes()) is not null;
        if (_profile is not null || _colors.IsSrgb)
        {
            bool canConvert = SkiaColorConverter.TryCreate(_profile, isGray: ColorType is PngColorType.Gray or PngColorType.GrayAlpha, out IColorConverter? colors);
            Colors = colors;
            return canConvert;
        }

        Colors = _colors.FromGamma();
        return Colors is not null || !_colors.HasGamma;
    }

    private bool ReadHeader(ReadOnlySpan<byte> content)
    {
        Width = BinaryPrimitives.ReadInt32BigEndian(content);
        Height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        (Depth, ColorType) = (content[8], (PngColorType)content[9]);
        bool isKnown = ColorType switch
        {
            PngColorType.Gray => Depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => Depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => Depth is 8 or 16,
            _ => false,
        };
        // No other compression, no other filters, not interlaced.
        return isKnown && Width > 0 && Height > 0 && content[10..13].IndexOfAnyExcept((byte)0) < 0;
    }

    private bool ReadChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, uint checksum)
    {
        if (type.SequenceEqual("IHDR"u8) && !ReadHeader(content))
            return false;
        if (type.SequenceEqual("PLTE"u8))
            Palette = content.ToArray();
        else if (type.SequenceEqual("tRNS"u8))
            Transparency = HasRoomForTransparency(content.Length) ? content.ToArray() : [];
        else if (type.SequenceEqual("iCCP"u8))
            _profile = ReadProfile(content) is var profile && (ColorType is PngColorType.Gray or PngColorType.GrayAlpha || IccProfile.DescribesRgb(profile)) ? profile : null;
        else if (!_colors.TryRead(type, content) && !type.SequenceEqual("IHDR"u8))
            return true; // Nothing of it is used.
        return PngChecksum.Of(type, content) == checksum;
    }

    // The specification forbids it beside alpha; of another length decoders ignore it.
    private bool HasRoomForTransparency(int length) => ColorType switch
    {
        PngColorType.Gray => length == 2,
        PngColorType.Rgb => length == 6,
        PngColorType.Palette => true,
        _ => false,
    };

    private static byte[] ReadProfile(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> compressed = content[(content.IndexOf((byte)0) + 2)..];
        using ZLibStream inflater = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        byte[] profile = new byte[MaxProfileLength];
        int length = inflater.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false);
        return profile[..length];
    }
}
