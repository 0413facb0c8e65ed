namespace ImageAttach.Imaging.Colors;

/// <summary>The colors of red, green, blue and white in a color space, as CIE xy chromaticities.</summary>
internal sealed record Primaries(double Wx, double Wy, double Rx, double Ry, double Gx, double Gy, double Bx, double By)
{
    private const double D65X = 0.3127;
    private const double D65Y = 0.3290;

    public static Primaries Srgb { get; } = new(D65X, D65Y, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06);

    public static Primaries Bt2020 { get; } = new(D65X, D65Y, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046);

    /// <summary>The primaries of a number in ITU-T H.273, table 2.</summary>
    /// <returns>Null for a number without primaries.</returns>
    public static Primaries? FromCode(byte code) => code switch
    {
        1 => Srgb,
        4 => new(0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
        5 => new(D65X, D65Y, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
        6 or 7 => new(D65X, D65Y, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
        8 => new(0.310, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049),
        9 => Bt2020,
        10 => new(1 / 3.0, 1 / 3.0, 1, 0, 0, 1, 0, 0),
        11 => new(0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
        12 => new(D65X, D65Y, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
        22 => new(D65X, D65Y, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077),
        _ => null,
    };

    /// <summary>The matrix from linear numbers of these primaries to those of others, adapted to their white.</summary>
    /// <returns>Null for primaries that don't span a color space.</returns>
    public Matrix3? To(Primaries other) => ToXyzD50() is { } from && other.ToXyzD50()?.Invert() is { } to ? to.Multiply(from) : null;

    /// <summary>The matrix from linear numbers to XYZ under D50, the white of color profiles.</summary>
    public Matrix3? ToXyzD50()
    {
        if (Wy <= 0)
            return null;
        Matrix3 colors = new(Rx, Gx, Bx, Ry, Gy, By, 1 - Rx - Ry, 1 - Gx - Gy, 1 - Bx - By);
        (double X, double Y, double Z) white = (Wx / Wy, 1, (1 - Wx - Wy) / Wy);
        if (colors.Invert() is not { } inverse)
            return null;
        (double red, double green, double blue) = inverse.Multiply(white.X, white.Y, white.Z);
        return WhitePoint.AdaptToD50(white.X, white.Y, white.Z)?.Multiply(colors.Multiply(Matrix3.Diagonal(red, green, blue)));
    }
}
