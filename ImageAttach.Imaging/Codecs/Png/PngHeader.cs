using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What stands before a PNG's pixels, of one that isn't interlaced and whose colours are sRGB or have a profile.</summary>
internal sealed class PngHeader
{
    // A few kilobytes are usual. What is larger is left to a decoder that has limits of its own.
    private const int LargestProfile = 4 << 20;

    private const int SrgbGamma = 45_455;
    private static readonly int[] SrgbChromaticities = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

    private bool _saysSrgb;
    private bool _hasOtherColours;

    private PngHeader()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Bits of each number: 1, 2, 4, 8 or 16.</summary>
    public int Depth { get; private set; }

    public PngColour Colour { get; private set; }

    public byte[] Palette { get; private set; } = [];

    /// <summary>Alpha of each colour of the palette, or the one colour that is transparent; empty for none.</summary>
    public byte[] Transparency { get; private set; } = [];

    public byte[]? Profile { get; private set; }

    /// <summary>Where the compressed pixels are.</summary>
    public List<Range> Pixels { get; } = [];

    /// <summary>Numbers to a pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    public bool HasAlpha => Colour is PngColour.GreyAlpha or PngColour.Rgba || Transparency.Length > 0;

    /// <returns>The header; null when the file is of another kind, or broken.</returns>
    public static PngHeader? TryRead(ReadOnlySpan<byte> file)
    {
        PngHeader header = new PngHeader();
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

        bool hasPalette = Colour != PngColour.Palette || Palette.Length >= 3;
        return Width > 0 && hasPalette && (Profile is not null || _saysSrgb || !_hasOtherColours);
    }

    private bool ReadHeader(ReadOnlySpan<byte> content)
    {
        Width = BinaryPrimitives.ReadInt32BigEndian(content);
        Height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        (Depth, Colour) = (content[8], (PngColour)content[9]);
        bool isKnown = Colour switch
        {
            PngColour.Grey => Depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => Depth is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => Depth is 8 or 16,
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
            Transparency = Colour is PngColour.GreyAlpha or PngColour.Rgba ? [] : content.ToArray(); // the specification forbids it beside alpha
        else if (type.SequenceEqual("sRGB"u8))
            _saysSrgb = true;
        else if (type.SequenceEqual("gAMA"u8))
            _hasOtherColours |= !IsNear(content, SrgbGamma, 10);
        else if (type.SequenceEqual("cHRM"u8))
            _hasOtherColours |= !HasSrgbChromaticities(content);
        else if (type.SequenceEqual("iCCP"u8))
            Profile = ReadProfile(content) is var profile && (Colour is PngColour.Grey or PngColour.GreyAlpha || IccProfile.DescribesRgb(profile)) ? profile : null;
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
        using ZLibStream inflating = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        byte[] profile = new byte[LargestProfile];
        int length = inflating.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false);
        return profile[..length];
    }
}
