namespace ImageAttach.Imaging.Colors;

/// <summary>A matrix of three rows of three numbers.</summary>
internal sealed record Matrix3(double A, double B, double C, double D, double E, double F, double G, double H, double I)
{
    private const double Smallest = 1e-9;

    public static Matrix3 Diagonal(double a, double e, double i) => new(a, 0, 0, 0, e, 0, 0, 0, i);

    public (double X, double Y, double Z) Multiply(double x, double y, double z) =>
        ((A * x) + (B * y) + (C * z), (D * x) + (E * y) + (F * z), (G * x) + (H * y) + (I * z));

    public Matrix3 Multiply(Matrix3 other)
    {
        (double a, double d, double g) = Multiply(other.A, other.D, other.G);
        (double b, double e, double h) = Multiply(other.B, other.E, other.H);
        (double c, double f, double i) = Multiply(other.C, other.F, other.I);
        return new(a, b, c, d, e, f, g, h, i);
    }

    /// <returns>The inverse; null when there is none.</returns>
    public Matrix3? Invert()
    {
        double determinant = (A * ((E * I) - (F * H))) - (B * ((D * I) - (F * G))) + (C * ((D * H) - (E * G)));
        if (!(Math.Abs(determinant) > Smallest))
            return null;
        return new(
            ((E * I) - (F * H)) / determinant, ((C * H) - (B * I)) / determinant, ((B * F) - (C * E)) / determinant,
            ((F * G) - (D * I)) / determinant, ((A * I) - (C * G)) / determinant, ((C * D) - (A * F)) / determinant,
            ((D * H) - (E * G)) / determinant, ((B * G) - (A * H)) / determinant, ((A * E) - (B * D)) / determinant);
    }
}
