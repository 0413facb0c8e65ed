namespace ImageAttach.Imaging.Colors;

/// <summary>The transfer function of sRGB: between linear light and bytes.</summary>
internal static class SrgbCurve
{
    private const int Steps = 65_535;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, Steps + 1).Select(step => (byte)Math.Round(Encode(step / (double)Steps) * 255))];

    /// <summary>The byte for linear light. Light below 0 or above 1 is cut off.</summary>
    public static byte ToByte(double light) => Bytes[(int)((Math.Clamp(light, 0, 1) * Steps) + 0.5)];

    /// <summary>The linear light of a number between 0 and 1.</summary>
    public static double Decode(double number) => number <= 0.04045 ? number / 12.92 : Math.Pow((number + 0.055) / 1.055, 2.4);

    private static double Encode(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
}
