namespace ImageAttach.Imaging.Resampling;

/// <summary>How much a pixel counts, by its distance.</summary>
/// <param name="Radius">How far the kernel reaches to either side, in pixels of the coarser of the two grids.</param>
/// <param name="At">The weight at a distance.</param>
internal sealed record Kernel(double Radius, Func<double, double> At)
{
    private static readonly Kernel Box = new(0.5, distance => distance is >= -0.5 and < 0.5 ? 1 : 0);
    private static readonly Kernel Triangle = new(1, distance => Math.Max(0, 1 - Math.Abs(distance)));
    private static readonly Kernel Mitchell = new(2, distance => Cubic(distance, 1 / 3.0, 1 / 3.0));
    private static readonly Kernel CatmullRom = new(2, distance => Cubic(distance, 0, 0.5));
    private static readonly Kernel Lanczos = new(3, distance => Math.Abs(distance) >= 3 ? 0 : Sinc(distance) * Sinc(distance / 3));

    /// <summary>The kernel of a filter; null for the nearest pixel alone.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="ratio">Source pixels to a target pixel.</param>
    public static Kernel? For(ResamplingFilter filter, double ratio) => filter switch
    {
        ResamplingFilter.Point => null,
        ResamplingFilter.Box => Box,
        ResamplingFilter.Triangle => Triangle,
        ResamplingFilter.Mitchell => Mitchell,
        ResamplingFilter.CatmullRom => CatmullRom,
        ResamplingFilter.Lanczos => Lanczos,
        _ => ratio < 1 ? Mitchell : Lanczos,
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // Mitchell and Netravali's family of cubics.
    private static double Cubic(double distance, double b, double c)
    {
        double x = Math.Abs(distance);
        return x switch
        {
            < 1 => (((12 - (9 * b) - (6 * c)) * x * x * x) + ((-18 + (12 * b) + (6 * c)) * x * x) + 6 - (2 * b)) / 6,
            < 2 => (((-b - (6 * c)) * x * x * x) + (((6 * b) + (30 * c)) * x * x) + (((-12 * b) - (48 * c)) * x) + (8 * b) + (24 * c)) / 6,
            _ => 0,
        };
    }
}
