namespace ImageAttach.Imaging.Colors;

/// <summary>Brings light of high dynamic range, brighter than white, into what sRGB can show.</summary>
/// <remarks>
/// White of 203 cd/m² becomes half of sRGB's, and highlights up to 1,000 cd/m² share the other half on a curve: the reference white
/// operator of SMPTE ST 2094-50, with which browsers show such images.
/// </remarks>
internal static class ToneCurve
{
    /// <summary>The brightness of white, in cd/m².</summary>
    public const double White = 203;

    /// <summary>The brightness that becomes sRGB's white, in cd/m².</summary>
    public const double Peak = 1_000;

    private const double WhiteGain = 0.5;
    private const double PeakLight = Peak / White;

    // The curve leaves the straight line gradually: its middle point lies on the line, this far on the way to where that reaches 1.
    private const double Bend = 0.65;
    private const double MiddleLight = 1 + (Bend * ((1 / WhiteGain) - 1));

    /// <summary>What linear light is multiplied by, where white is 1.</summary>
    public static double GetGain(double red, double green, double blue)
    {
        double light = Math.Max(red, Math.Max(green, blue));
        if (light <= 1)
            return WhiteGain;
        if (light >= PeakLight)
            return 1 / light;
        // A quadratic Bézier curve from white over the middle point to the peak, solved for where it reaches this light.
        const double Square = 1 - (2 * MiddleLight) + PeakLight, Linear = 2 * (MiddleLight - 1);
        double t = (Math.Sqrt((Linear * Linear) - (4 * Square * (1 - light))) - Linear) / (2 * Square);
        double shown = ((1 - t) * (1 - t) * WhiteGain) + (2 * t * (1 - t) * MiddleLight * WhiteGain) + (t * t);
        return shown / light;
    }
}
