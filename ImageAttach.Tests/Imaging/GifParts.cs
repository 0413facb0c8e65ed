namespace ImageAttach.Tests.Imaging;

/// <summary>GIF files assembled by hand.</summary>
internal static class GifParts
{
    // Signature, logical screen descriptor and global color table, as GifWriter writes them.
    public const int HeaderLength = 6 + 7 + (3 * 128);

    /// <summary>A GIF of two frames with extension blocks in front of them.</summary>
    public static byte[] WithExtensions(params byte[][] extensions)
    {
        using SkiaSharp.SKBitmap frame = new(8, 6);
        GifWriter writer = new(8, 6);
        writer.Add(frame);
        writer.Add(frame);
        byte[] gif = writer.Finish();
        return [.. gif.AsSpan(0, HeaderLength), .. extensions.SelectMany(extension => extension), .. gif.AsSpan(HeaderLength)];
    }
}
