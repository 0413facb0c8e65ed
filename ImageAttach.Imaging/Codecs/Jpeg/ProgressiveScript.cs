namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Which scans a progressive JPEG has: first what is seen from afar, the lowest bits last.</summary>
internal static class ProgressiveScript
{
    private static readonly (int? Component, JpegBand Band)[] Color =
    [
        (null, new(0, 0, 0, 1)),
        (0, new(1, 5, 0, 2)),
        (2, new(1, 63, 0, 1)),
        (1, new(1, 63, 0, 1)),
        (0, new(6, 63, 0, 2)),
        (0, new(1, 63, 2, 1)),
        (null, new(0, 0, 1, 0)),
        (2, new(1, 63, 1, 0)),
        (1, new(1, 63, 1, 0)),
        (0, new(1, 63, 1, 0)),
    ];

    /// <summary>The scans, of one component or null for all.</summary>
    /// <param name="components">The number of components, 1 or 3.</param>
    public static IEnumerable<(int? Component, JpegBand Band)> For(int components) => Color.Where(scan => scan.Component is not { } component || component < components);
}
