namespace ImageAttach.Imaging.Placeholders;

/// <summary>What a ThumbHash consists of, by its first five bytes: a head, and four bits for each wave of each channel.</summary>
/// <param name="Brightness">The waves of brightness.</param>
/// <param name="HasAlpha">Whether there is a channel of alpha.</param>
/// <param name="AspectRatio">Width to height, roughly.</param>
internal readonly record struct HashLayout(Waves Brightness, bool HasAlpha, double AspectRatio)
{
    /// <summary>The most bytes that a hash has.</summary>
    public const int MostBytes = 25;

    private const int HeadLength = 5;

    public static Waves Colour => new(3, 3);

    public static Waves Alpha => new(5, 5);

    /// <summary>Where the waves begin: behind the head, and a byte for alpha.</summary>
    public int Start => HasAlpha ? HeadLength + 1 : HeadLength;

    private int Length => Start + ((Brightness.Count + (2 * Colour.Count) + (HasAlpha ? Alpha.Count : 0) + 1) / 2);

    /// <param name="bytes">The hash: of it, the head.</param>
    public static HashLayout Of(ReadOnlySpan<byte> bytes)
    {
        bool hasAlpha = (bytes[2] & 0x80) != 0;
        bool isLandscape = (bytes[4] & 0x80) != 0;
        (int shorter, int longer) = (bytes[3] & 7, Longer(hasAlpha));
        (int across, int down) = isLandscape ? (longer, shorter) : (shorter, longer);
        return new(AtLeastThree(across, down), hasAlpha, (double)across / down);
    }

    /// <summary>How many waves of brightness there are on the longer side.</summary>
    public static int Longer(bool hasAlpha) => hasAlpha ? 5 : 7;

    /// <summary>No axis is told by fewer than three waves.</summary>
    public static Waves AtLeastThree(int across, int down) => new(Math.Max(3, across), Math.Max(3, down));

    /// <summary>Whether the bytes are a hash, as long as it says itself.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= HeadLength && (bytes[3] & 7) != 0 && bytes.Length == Of(bytes).Length;
}
