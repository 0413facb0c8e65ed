namespace ImageAttach.Formats.Colors;

/// <summary>How numbers between 0 and 1 become linear light between 0 and 1.</summary>
/// <param name="ToLight">The function.</param>
internal sealed record ToneCurve(Func<double, double> ToLight)
{
    // Of high dynamic range, reference white becomes half of the light that sRGB can show, and the brightest highlights all of it.
    private const double ReferenceWhite = 203;
    private const double BrightestLight = 1_000 / ReferenceWhite;
    private const double ShownReferenceWhite = 0.5;

    private static ToneCurve Pq { get; } = new(number => Compress(DecodePq(number)));

    private static ToneCurve Hlg { get; } = new(number => Compress(DecodeHlg(number)));

    /// <summary>Gets the curve of a number in ITU-T H.273, table 3; null for that of sRGB, and for numbers that browsers show as sRGB.</summary>
    public static ToneCurve? FromNumber(int number) => number switch
    {
        4 => new(light => Math.Pow(light, 2.2)),
        5 => new(light => Math.Pow(light, 2.8)),
        8 => new(light => light),
        16 => Pq,
        18 => Hlg,
        _ => null,
    };

    /// <summary>Converts pixels to the curve of sRGB.</summary>
    /// <param name="pixels">Red, green, blue and alpha, a byte each, not multiplied.</param>
    public void ConvertToSrgb(Span<byte> pixels)
    {
        byte[] table = [.. Enumerable.Range(0, 256).Select(number => (byte)Math.Round(255 * EncodeSrgb(Math.Clamp(ToLight(number / 255.0), 0, 1))))];
        for (int i = 0; i < pixels.Length; i += Alpha.BytesPerPixel)
        {
            for (int channel = 0; channel < 3; channel++)
                pixels[i + channel] = table[pixels[i + channel]];
        }
    }

    private static double EncodeSrgb(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;

    // SMPTE ST 2084, in multiples of reference white.
    private static double DecodePq(double number)
    {
        const double M1 = 2610 / 16384.0, M2 = 2523 / 32.0, C1 = 3424 / 4096.0, C2 = 2413 / 128.0, C3 = 2392 / 128.0;
        double power = Math.Pow(number, 1 / M2);
        return Math.Pow(Math.Max(power - C1, 0) / (C2 - (C3 * power)), 1 / M1) * 10_000 / ReferenceWhite;
    }

    // ITU-R BT.2100, where reference white is 75 % of the signal; shown on a screen of 1,000 cd/m².
    private static double DecodeHlg(double number)
    {
        const double A = 0.17883277, B = 0.28466892, C = 0.55991073, SystemGamma = 1.2;
        double scene = number <= 0.5 ? number * number / 3 : (Math.Exp((number - C) / A) + B) / 12;
        return Math.Pow(scene, SystemGamma) * BrightestLight;
    }

    // Straight up to reference white, then a curve that leaves the line smoothly.
    private static double Compress(double light) => light <= 1
        ? light * ShownReferenceWhite
        : 1 - (ShownReferenceWhite * Math.Pow(Math.Max(0, BrightestLight - light) / (BrightestLight - 1), BrightestLight - 1));
}
