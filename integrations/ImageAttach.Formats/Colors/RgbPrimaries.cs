using System.Numerics;

namespace ImageAttach.Formats.Colors;

/// <summary>The colors of red, green, blue and white, as CIE xy chromaticities.</summary>
internal sealed record RgbPrimaries(Vector2 Red, Vector2 Green, Vector2 Blue, Vector2 White)
{
    private static readonly Vector2 D65 = new(0.3127f, 0.3290f);
    private static readonly Vector3 D50 = new(0.9642f, 1, 0.8249f);

    // The Bradford transform from XYZ to the responses of the eye's cones, for row vectors.
    private static readonly Matrix4x4 Cones = new(
        0.8951f, -0.7502f, 0.0389f, 0,
        0.2664f, 1.7135f, -0.0685f, 0,
        -0.1614f, 0.0367f, 1.0296f, 0,
        0, 0, 0, 1);

    /// <summary>Gets the primaries of sRGB and BT.709.</summary>
    public static RgbPrimaries Srgb { get; } = new(new(0.64f, 0.33f), new(0.30f, 0.60f), new(0.15f, 0.06f), D65);

    /// <summary>Gets the primaries of a number in ITU-T H.273, table 2. Numbers that browsers show as sRGB give those of sRGB.</summary>
    public static RgbPrimaries FromNumber(int number) => number switch
    {
        4 => new(new(0.67f, 0.33f), new(0.21f, 0.71f), new(0.14f, 0.08f), new(0.310f, 0.316f)),
        5 => new(new(0.64f, 0.33f), new(0.29f, 0.60f), new(0.15f, 0.06f), D65),
        6 or 7 => new(new(0.630f, 0.340f), new(0.310f, 0.595f), new(0.155f, 0.070f), D65),
        9 => new(new(0.708f, 0.292f), new(0.170f, 0.797f), new(0.131f, 0.046f), D65),
        11 => new(new(0.680f, 0.320f), new(0.265f, 0.690f), new(0.150f, 0.060f), new(0.314f, 0.351f)),
        12 => new(new(0.680f, 0.320f), new(0.265f, 0.690f), new(0.150f, 0.060f), D65),
        22 => new(new(0.630f, 0.340f), new(0.295f, 0.605f), new(0.155f, 0.077f), D65),
        _ => Srgb,
    };

    /// <summary>Gets the XYZ of red, green and blue at full strength, adapted to D50, the white of color profiles.</summary>
    public Vector3[] ToColorants()
    {
        Vector3[] colors = [ToXyz(Red), ToXyz(Green), ToXyz(Blue)];
        Vector3 white = ToXyz(White);
        Vector3 shares = Vector3.Transform(white, Invert(Rows(colors[0], colors[1], colors[2])));
        Vector3 adaptation = Vector3.Transform(D50, Cones) / Vector3.Transform(white, Cones);
        Matrix4x4 adapt = Cones * Matrix4x4.CreateScale(adaptation) * Invert(Cones);
        return [.. colors.Select((color, i) => Vector3.Transform(color * shares[i], adapt))];
    }

    private static Vector3 ToXyz(Vector2 color) => new(color.X / color.Y, 1, (1 - color.X - color.Y) / color.Y);

    private static Matrix4x4 Rows(Vector3 first, Vector3 second, Vector3 third) => new(
        first.X, first.Y, first.Z, 0,
        second.X, second.Y, second.Z, 0,
        third.X, third.Y, third.Z, 0,
        0, 0, 0, 1);

    private static Matrix4x4 Invert(Matrix4x4 matrix) => Matrix4x4.Invert(matrix, out Matrix4x4 inverse)
        ? inverse
        : throw new InvalidOperationException("The primaries are on one line.");
}
