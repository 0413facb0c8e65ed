namespace ImageAttach.Imaging.Resampling;

/// <summary>The Lanczos kernel with three lobes, the usual choice for photographs: sharp, and free of moiré.</summary>
internal static class Lanczos
{
    /// <summary>How far the kernel reaches to either side, in pixels of the coarser of the two grids.</summary>
    public const double Lobes = 3;

    public static double At(double distance)
    {
        if (distance == 0)
            return 1;
        if (Math.Abs(distance) >= Lobes)
            return 0;
        var angle = Math.PI * distance;
        return Lobes * Math.Sin(angle) * Math.Sin(angle / Lobes) / (angle * angle);
    }
}
