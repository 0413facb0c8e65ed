namespace ImageAttach.Imaging.Colors;

/// <summary>Adapts colors to another white, by Bradford's method.</summary>
internal static class WhitePoint
{
    /// <summary>The white of color profiles, D50, as XYZ.</summary>
    public const double D50X = 0.96422, D50Y = 1, D50Z = 0.82521;

    private static readonly Matrix3 Bradford = new(0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296);

    /// <returns>The matrix for colors under a white; null for a white that no eye could adapt to.</returns>
    public static Matrix3? AdaptToD50(double x, double y, double z)
    {
        (double long1, double medium1, double short1) = Bradford.Multiply(x, y, z);
        (double long2, double medium2, double short2) = Bradford.Multiply(D50X, D50Y, D50Z);
        if (long1 <= 0 || medium1 <= 0 || short1 <= 0)
            return null;
        return Bradford.Invert()!.Multiply(Matrix3.Diagonal(long2 / long1, medium2 / medium1, short2 / short1)).Multiply(Bradford);
    }
}
