namespace ImageAttach.Formats.Colors;

/// <summary>Multiplies colors by alpha.</summary>
internal static class Alpha
{
    public const int BytesPerPixel = 4;

    /// <param name="pixels">Red, green, blue and alpha, a byte each.</param>
    public static void Premultiply(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += BytesPerPixel)
        {
            Span<byte> pixel = pixels.Slice(i, BytesPerPixel);
            byte alpha = pixel[3];
            if (alpha == byte.MaxValue)
                continue;
            for (int channel = 0; channel < 3; channel++)
                pixel[channel] = (byte)(((pixel[channel] * alpha) + 127) / byte.MaxValue);
        }
    }
}
