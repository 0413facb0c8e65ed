using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Colors;

/// <summary>Converts the inks of a press to sRGB, by the table for perceptual rendering in the press's profile.</summary>
internal sealed class CmykConverter : IColorConverter
{
    private static readonly Matrix3 XyzToSrgb = Primaries.Srgb.ToXyzD50()!.Invert()!;

    private readonly CmykLut _lut;
    private readonly bool _isWideLab;
    private readonly CmykEncoding _encoding;

    private CmykConverter(CmykLut lut, bool isWideLab, CmykEncoding encoding) => (_lut, _isWideLab, _encoding) = (lut, isWideLab, encoding);

    /// <param name="profile">The profile.</param>
    /// <param name="encoding">How the inks are stored.</param>
    /// <returns>The converter; null for a profile of another kind.</returns>
    public static CmykConverter? TryCreate(ReadOnlySpan<byte> profile, CmykEncoding encoding)
    {
        if (!IccProfile.DescribesCmyk(profile) || !IccProfile.ConnectsByLab(profile))
            return null;
        ReadOnlySpan<byte> tag = IccProfile.FindTag(profile, "A2B0"u8);
        return CmykLut.TryRead(tag) is { } lut ? new(lut, tag.StartsWith("mft2"u8), encoding) : null;
    }

    public PlanarImage ToSrgb(PlanarImage image)
    {
        PlanarImage inks = _encoding == CmykEncoding.Ycck ? ToInks(image) : image;
        Plane[] planes = [new(image.Size), new(image.Size), new(image.Size)];
        Span<byte> pixel = stackalloc byte[4];
        byte invert = _encoding == CmykEncoding.Inverted ? (byte)255 : (byte)0;
        for (int i = 0; i < planes[0].Pixels.Length; i++)
        {
            for (int ink = 0; ink < 4; ink++)
                pixel[ink] = (byte)(inks.Planes[ink].Pixels[i] ^ invert);
            (double red, double green, double blue) = ToLight(pixel);
            (planes[0].Pixels[i], planes[1].Pixels[i], planes[2].Pixels[i]) = (SrgbCurve.ToByte(red), SrgbCurve.ToByte(green), SrgbCurve.ToByte(blue));
        }

        return new(PixelKind.Rgb, image.Size, planes);
    }

    // As Adobe stores them, the first three inks are like red, green and blue before they became YCbCr, and black is inverted.
    private static PlanarImage ToInks(PlanarImage ycck)
    {
        PlanarImage cmy = ColorConversion.ToRgb(new PlanarImage(PixelKind.YCbCr, ycck.Size, [.. ycck.Planes.Take(3)]));
        Plane black = new(ycck.Size, [.. ycck.Planes[3].Pixels.Select(number => (byte)~number)]);
        return ycck with { Planes = [.. cmy.Planes, black] };
    }

    private (double Red, double Green, double Blue) ToLight(ReadOnlySpan<byte> inks)
    {
        (double l, double a, double b) = _lut.Find(inks);
        // 16-bit tables encode 100 as 0xFF00, and 0 of the other two as 0x8000.
        double scale = _isWideLab ? 65_535.0 / 65_280 : 1;
        double y = ((l * 100 * scale) + 16) / 116;
        double x = y + (((a * 255 * scale) - 128) / 500), z = y - (((b * 255 * scale) - 128) / 200);
        return XyzToSrgb.Multiply(WhitePoint.D50X * Cube(x), WhitePoint.D50Y * Cube(y), WhitePoint.D50Z * Cube(z));

        static double Cube(double root) => root > 6 / 29.0 ? root * root * root : (root - (16 / 116.0)) * 108 / 841;
    }
}
