namespace ImageAttach.Imaging.Placeholders;

/// <summary>The parts of a ThumbHash, by its first five bytes: a header, and four bits for each DCT term of each channel.</summary>
/// <param name="Luma">The terms of luma.</param>
/// <param name="HasAlpha">Whether there is an alpha channel.</param>
/// <param name="AspectRatio">Width to height, roughly.</param>
internal readonly record struct ThumbHashLayout(CosineBasis Luma, bool HasAlpha, double AspectRatio)
{
    /// <summary>The maximum number of bytes.</summary>
    public const int MaxLength = 25;

    private const int HeaderLength = 5;

    public static CosineBasis Chroma => new(3, 3);

    public static CosineBasis Alpha => new(5, 5);

    /// <summary>Where the terms begin: behind the header, and a byte for alpha.</summary>
    public int Start => HasAlpha ? HeaderLength + 1 : HeaderLength;

    private int Length => Start + ((Luma.Count + (2 * Chroma.Count) + (HasAlpha ? Alpha.Count : 0) + 1) / 2);

    /// <param name="bytes">The hash, or its header.</param>
    public static ThumbHashLayout Of(ReadOnlySpan<byte> bytes)
    {
        bool hasAlpha = (bytes[2] & 0x80) != 0;
        bool isLandscape = (bytes[4] & 0x80) != 0;
        (int shorter, int longer) = (bytes[3] & 7, LongerCount(hasAlpha));
        (int across, int down) = isLandscape ? (longer, shorter) : (shorter, longer);
        return new(WithMinThree(across, down), hasAlpha, (double)across / down);
    }

    /// <summary>The number of luma's frequencies on the longer side.</summary>
    public static int LongerCount(bool hasAlpha) => hasAlpha ? 5 : 7;

    /// <summary>No axis has fewer than three terms.</summary>
    public static CosineBasis WithMinThree(int across, int down) => new(Math.Max(3, across), Math.Max(3, down));

    /// <summary>Whether the bytes are a hash of the length that its header says.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderLength && (bytes[3] & 7) != 0 && bytes.Length == Of(bytes).Length;
}
