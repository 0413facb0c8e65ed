using System.Buffers.Binary;

namespace ImageAttach.Imaging.Containers;

/// <summary>The headers of a Windows bitmap.</summary>
internal sealed class BmpHeader
{
    /// <summary>The length of the file header, in front of the bitmap's own.</summary>
    public const int FileHeaderLength = 14;

    /// <summary>The length of the longest headers, with the masks that may follow.</summary>
    public const int MaxLength = FileHeaderLength + V5Length;

    private const int MaxPadding = 3;
    private const int OldestLength = 12;
    private const int ShortestLength = 16;
    private const int V1Length = 40;
    private const int V2Length = 52;
    private const int V3Length = 56;
    private const int V4Length = 108;
    private const int V5Length = 124;
    private const int MasksOffset = V1Length;
    private const int AlphaMaskOffset = V2Length;

    private readonly byte[] _bytes;

    /// <param name="bytes">The beginning of the file, as much as there is of <see cref="MaxLength"/>.</param>
    /// <exception cref="EndOfStreamException">The file ends inside the header.</exception>
    /// <exception cref="ImageFormatException">The header is of no known kind.</exception>
    public BmpHeader(byte[] bytes)
    {
        _bytes = bytes;
        PixelsStart = UInt32(10);
        Length = UInt32(FileHeaderLength);
        if (Length is not (OldestLength or >= ShortestLength))
            throw Refusal.Broken(MediaType.Bmp, "its header is of no known kind");
        if (IsOldest)
            (Width, Height, BitsPerPixel) = (UInt16(18), UInt16(20), UInt16(24));
        else
            (Width, Height, BitsPerPixel, Compression) = ((int)UInt32(18), (int)UInt32(22), UInt16(28), (BmpCompression)UInt32(30));
        CompressedLength = IsOldest ? 0 : UInt32(34);
        PaletteLength = IsOldest || Length < V1Length ? 0 : UInt32(46);
    }

    /// <summary>The length of the bitmap's own header, which also says of which version it is.</summary>
    public uint Length { get; }

    /// <summary>Where the pixels begin in the file.</summary>
    public long PixelsStart { get; }

    public long Width { get; }

    /// <summary>The number of rows. Negative for rows that are stored from top to bottom.</summary>
    public long Height { get; }

    public int BitsPerPixel { get; }

    public BmpCompression Compression { get; }

    public uint CompressedLength { get; }

    /// <summary>The number of colors in the palette; 0 for as many as the bits can number.</summary>
    public uint PaletteLength { get; }

    /// <summary>Whether it is of the first version, whose palettes have three bytes for each color.</summary>
    public bool IsOldest => Length == OldestLength;

    /// <summary>Whether it is of a version that Windows has, and not of OS/2.</summary>
    public bool IsWindows => Length is OldestLength or V1Length or V2Length or V3Length or V4Length or V5Length;

    public bool IsUncompressed => Compression is BmpCompression.None or BmpCompression.BitFields or BmpCompression.AlphaBitFields;

    /// <summary>The distance between rows in the file.</summary>
    public long Stride => ((Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>The bytes of all rows, as far as they must be there.</summary>
    /// <remarks>The last row needs no padding. Programs that leave it out also leave out the last bytes of rows of three bytes a pixel that have none.</remarks>
    public long PixelsLength => (Stride * (Math.Abs(Height) - 1)) + (((Width * BitsPerPixel) + 7) / 8)
        - (BitsPerPixel == 24 && Width * 3 == Stride ? MaxPadding - 1 : 0);

    /// <summary>The bits of red, green, blue and alpha in a pixel of 16 or 32 bits, as browsers take them.</summary>
    public uint[] GetMasks()
    {
        if (Compression != BmpCompression.None)
            return [Mask(0), Mask(1), Mask(2), HasAlphaMask ? UInt32(FileHeaderLength + AlphaMaskOffset) : 0];
        return BitsPerPixel == 16
            ? [0x7C00, 0x03E0, 0x001F, 0]
            : [0xFF0000, 0xFF00, 0xFF, Length >= V4Length ? UInt32(FileHeaderLength + AlphaMaskOffset) : 0];
    }

    private bool HasAlphaMask => Length >= V3Length || Compression == BmpCompression.AlphaBitFields;

    private uint Mask(int color) => UInt32(FileHeaderLength + MasksOffset + (color * 4));

    private int UInt16(int offset) => offset + 2 <= _bytes.Length ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(offset)) : throw new EndOfStreamException();

    private uint UInt32(int offset) => offset + 4 <= _bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset)) : throw new EndOfStreamException();
}
