namespace ImageAttach.Imaging.Colors;

/// <summary>How numbers between 0 and 1 become linear light, where 1 is white.</summary>
/// <param name="ToLight">The function.</param>
internal sealed record TransferFunction(Func<double, double> ToLight)
{
    public static TransferFunction Srgb { get; } = new(SrgbCurve.Decode);

    /// <summary>Perceptual quantization (SMPTE ST 2084), for light up to 10,000 cd/m².</summary>
    public static TransferFunction Pq { get; } = new(DecodePq) { IsHighDynamicRange = true };

    /// <summary>Hybrid log-gamma (ITU-R BT.2100).</summary>
    public static TransferFunction Hlg { get; } = new(DecodeHlg) { IsHighDynamicRange = true };

    /// <summary>Whether light may be brighter than white.</summary>
    public bool IsHighDynamicRange { get; private init; }

    public static TransferFunction Gamma(double exponent) => new(number => Math.Pow(number, exponent));

    /// <summary>The function of a number in ITU-T H.273, table 3.</summary>
    /// <returns>Null for a number without a function that images use.</returns>
    public static TransferFunction? FromCode(byte code) => code switch
    {
        // Cameras follow these functions, screens a gamma of 2.4 (ITU-R BT.1886).
        1 or 6 or 14 or 15 => Gamma(2.4),
        4 => Gamma(2.2),
        5 => Gamma(2.8),
        8 => Gamma(1),
        13 => Srgb,
        16 => Pq,
        7 => new(number => number < 4 * 0.0228 ? number / 4 : Math.Pow((number + 0.1115) / 1.1115, 1 / 0.45)),
        // Cinemas show white at 48 cd/m² of 52.37.
        17 => new(number => Math.Pow(number, 2.6) * 52.37 / 48),
        18 => Hlg,
        _ => null,
    };

    private static double DecodePq(double number)
    {
        const double M1 = 2610 / 16384.0, M2 = 2523 / 32.0, C1 = 3424 / 4096.0, C2 = 2413 / 128.0, C3 = 2392 / 128.0;
        double power = Math.Pow(number, 1 / M2);
        return Math.Pow(Math.Max(power - C1, 0) / (C2 - (C3 * power)), 1 / M1) * 10_000 / ToneCurve.White;
    }

    private static double DecodeHlg(double number)
    {
        const double A = 0.17883277, B = 0.28466892, C = 0.55991073;
        return number <= 0.5 ? number * number / 3 : (Math.Exp((number - C) / A) + B) / 12;
    }
}
