using SkiaSharp;

namespace ImageAttach.Tests.Support;

/// <summary>What a picture's bytes turn out to be when they are decoded.</summary>
internal static class Decoded
{
    public static (int Width, int Height) SizeOf(byte[] picture)
    {
        using SKBitmap bitmap = SKBitmap.Decode(picture);
        return (bitmap.Width, bitmap.Height);
    }
}
