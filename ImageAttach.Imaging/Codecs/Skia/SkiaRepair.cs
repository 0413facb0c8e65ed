using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Changes files in memory where Skia would read them in another way than browsers do.</summary>
internal static class SkiaRepair
{
    // A simple file: RIFF, length, WEBP, chunk type, chunk length, signature, and the 28 bits of width and height before the bit for alpha.
    private const int LosslessChunkOffset = 12;
    private const int AlphaHintOffset = 24;
    private const byte AlphaHint = 0x10;

    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <returns>The file itself, or a changed copy.</returns>
    public static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> file, ContainerFacts facts, bool allowDamaged)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        // Without an end, libjpeg waits for more.
        if (facts is { MimeType: MediaType.Jpeg, LacksEnd: true } && allowDamaged)
            return (byte[])[.. bytes, .. EndOfImage];
        // The last frame may lack the end of its pixels' blocks, too.
        if (facts is { MimeType: MediaType.Gif, LacksEnd: true })
            return (byte[])[.. bytes, 0, GifBlocks.Trailer];
        // Where the hint is unset, Skia leaves the alpha out, and transparent pixels are black.
        bool lacksHint = facts.MimeType == MediaType.WebP && bytes.Length > AlphaHintOffset
            && bytes[LosslessChunkOffset..].StartsWith("VP8L"u8) && (bytes[AlphaHintOffset] & AlphaHint) == 0;
        if (!lacksHint)
            return file;
        byte[] hinted = bytes.ToArray();
        hinted[AlphaHintOffset] |= AlphaHint;
        return hinted;
    }
}
