using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What stands before a PNG's pixels, of one that isn't interlaced and whose colors are sRGB or have a profile.</summary>
internal sealed class PngHeader
{
    // A few kilobytes are usual. What is larger is left to a decoder that has limits of its own.
    private const int MaxProfileLength = 4 << 20;

    private const int SrgbGamma = 45_455;
    private static readonly int[] SrgbChromaticities = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

    private bool _isSrgb;
    private bool _hasOtherColors;

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

    public byte[]? Profile { get; private set; }

    /// <summary>Where the compressed pixels are.</summary>
    public List<Range> Pixels { get; } = [];

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

    private bool Read(ReadOnlySpan<byte> file)
    {
        for (int at = 8; ;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4);
            ReadOnlySpan<byte> content = file.Slice(at + 8, length);
            if (type.SequenceEqual("IEND"u8))
                break;
            // Pixels have a checksum of their own inside.
            if (type.SequenceEqual("IDAT"u8))
                Pixels.Add((at + 8)..(at + 8 + length));
            else if (!ReadChunk(type, content, BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..])))
                return false;
            at += length + 12;
        }

        bool hasPalette = ColorType != PngColorType.Palette || Palette.Length >= 3;
        return Width > 0 && hasPalette && (Profile is not null || _isSrgb || !_hasOtherColors);
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
        if (type.SequenceEqual("IHDR"u8) ? !ReadHeader(content) : type.SequenceEqual("cICP"u8))
            return false;
        if (type.SequenceEqual("PLTE"u8))
            Palette = content.ToArray();
        else if (type.SequenceEqual("tRNS"u8))
            Transparency = ColorType is PngColorType.GrayAlpha or PngColorType.Rgba ? [] : content.ToArray(); // the specification forbids it beside alpha
        else if (type.SequenceEqual("sRGB"u8))
            _isSrgb = true;
        else if (type.SequenceEqual("gAMA"u8))
            _hasOtherColors |= !IsNear(content, SrgbGamma, 10);
        else if (type.SequenceEqual("cHRM"u8))
            _hasOtherColors |= !HasSrgbChromaticities(content);
        else if (type.SequenceEqual("iCCP"u8))
            Profile = ReadProfile(content) is var profile && (ColorType is PngColorType.Gray or PngColorType.GrayAlpha || IccProfile.DescribesRgb(profile)) ? profile : null;
        else if (!type.SequenceEqual("IHDR"u8))
            return true; // Nothing of it is used.
        return PngChecksum.Of(type, content) == checksum;
    }

    private static bool HasSrgbChromaticities(ReadOnlySpan<byte> content)
    {
        for (int i = 0; i < SrgbChromaticities.Length; i++)
        {
            if (!IsNear(content[(i * 4)..], SrgbChromaticities[i], 100))
                return false;
        }

        return true;
    }

    private static bool IsNear(ReadOnlySpan<byte> number, long expected, long tolerance) =>
        Math.Abs(BinaryPrimitives.ReadUInt32BigEndian(number) - expected) <= tolerance;

    private static byte[] ReadProfile(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> compressed = content[(content.IndexOf((byte)0) + 2)..];
        using ZLibStream inflater = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        byte[] profile = new byte[MaxProfileLength];
        int length = inflater.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false);
        return profile[..length];
    }
}
