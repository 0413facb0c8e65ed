namespace ImageAttach.Formats.Colors;

/// <summary>What the colors of an image mean: a curve and a profile.</summary>
/// <param name="Profile">The ICC profile of the colors; empty for sRGB.</param>
/// <param name="Curve">The curve to take off the pixels before the profile is right; null for none.</param>
internal sealed record ColorEncoding(byte[] Profile, ToneCurve? Curve = null)
{
    /// <summary>Gets the encoding of sRGB.</summary>
    public static ColorEncoding Srgb { get; } = new([]);

    /// <summary>Gets the encoding of the numbers of ITU-T H.273.</summary>
    /// <param name="primaries">The number of the primaries.</param>
    /// <param name="transfer">The number of the transfer function.</param>
    public static ColorEncoding FromNumbers(int primaries, int transfer)
    {
        RgbPrimaries colors = RgbPrimaries.FromNumber(primaries);
        return new(colors == RgbPrimaries.Srgb ? [] : IccProfileWriter.Write(colors), ToneCurve.FromNumber(transfer));
    }

    /// <summary>Creates the image of decoded pixels.</summary>
    /// <param name="size">The image's size.</param>
    /// <param name="pixels">Red, green, blue and alpha, a byte each, whose memory the image keeps.</param>
    /// <param name="alpha">What the fourth byte is.</param>
    public DecodedImage CreateImage(ImageSize size, byte[] pixels, AlphaKind alpha)
    {
        Curve?.ConvertToSrgb(pixels);
        if (alpha == AlphaKind.Straight)
            Alpha.Premultiply(pixels);
        return new DecodedImage(size, pixels, alpha == AlphaKind.Opaque) { ColorProfile = Profile };
    }
}
