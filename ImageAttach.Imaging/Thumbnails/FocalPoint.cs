using System.Globalization;

namespace ImageAttach;

/// <summary>The place in an image that matters most, as parts of its width and height: (0, 0) is top left, (1, 1) bottom right.</summary>
/// <remarks>Kept to the thousandth.</remarks>
public readonly record struct FocalPoint
{
    /// <summary>Makes a focal point.</summary>
    /// <param name="x">From the left, 0 to 1.</param>
    /// <param name="y">From the top, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not within 0 and 1.</exception>
    public FocalPoint(double x, double y) => (X, Y) = (Checked(x, nameof(x)), Checked(y, nameof(y)));

    /// <summary>The middle.</summary>
    public static FocalPoint Center { get; } = new(0.5, 0.5);

    /// <summary>The same as <see cref="Center"/>, by its former name.</summary>
    [Obsolete("Use Center.")]
    public static FocalPoint Centre => Center;

    /// <summary>From the left, 0 to 1.</summary>
    public double X { get; }

    /// <summary>From the top, 0 to 1.</summary>
    public double Y { get; }

    /// <summary>The point as text: <c>0.5,0.333</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X:0.###},{Y:0.###}");

    private static double Checked(double part, string name) => part is >= 0 and <= 1
        ? Math.Round(part, 3)
        : throw new ArgumentOutOfRangeException(
            name, string.Create(CultureInfo.InvariantCulture, $"A focal point lies within 0 and 1 on each axis, and not at {name} = {part}."));
}
