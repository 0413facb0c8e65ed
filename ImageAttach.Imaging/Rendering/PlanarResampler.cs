using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Resamples the planes of an image: takes the rows of a source, and scales them to their place.</summary>
internal sealed class PlanarResampler
{
    private readonly Resampler[] _resamplers;
    private readonly Orientation _orientation;
    private readonly PixelKind _kind;
    private readonly ImageSize _size;

    /// <param name="source">Where the rows come from.</param>
    /// <param name="orientation">The orientation of its pixels.</param>
    /// <param name="placement">What to show, and how large.</param>
    /// <param name="upright">The size that the placement refers to.</param>
    /// <param name="filter">How to resample.</param>
    /// <param name="subsamplesChroma">Whether differences of color get half the pixels on each axis.</param>
    public PlanarResampler(
        IPixelSource source, Orientation orientation, Placement placement, ImageSize upright, ResamplingFilter filter, bool subsamplesChroma)
    {
        (_orientation, _kind, _size) = (orientation, source.Kind, placement.TargetSize);
        if (filter == ResamplingFilter.Auto)
            filter = placement.Scale > ScaleOf(source) ? ResamplingFilter.Mitchell : ResamplingFilter.Lanczos;
        _resamplers = [.. source.Planes.Select((shape, plane) => ResamplerFor(shape, pixels: subsamplesChroma && source.Kind == PixelKind.YCbCr && plane > 0 ? 2 : 1))];

        Resampler ResamplerFor(PlaneShape shape, int pixels)
        {
            Stretch across = Along(placement.Left, placement.Width, placement.TargetSize.Width, upright.Width);
            Stretch down = Along(placement.Top, placement.Height, placement.TargetSize.Height, upright.Height);
            // The source lies as it is stored: what is seen across may go down in it, and either may run backwards.
            (Stretch storedAcross, Stretch storedDown) = orientation.SwapsAxes ? (down, across) : (across, down);
            return new(
                shape.Width,
                shape.Height,
                Axis(storedAcross, shape.ScaleX, orientation.FlipsX, pixels),
                Axis(storedDown, shape.ScaleY, orientation.FlipsY, pixels),
                filter);
        }
    }

    /// <summary>Takes the next row of a plane.</summary>
    public void AddRow(int plane, ReadOnlySpan<byte> row) => _resamplers[plane].AddRow(row);

    /// <summary>The image, upright, once all rows were taken.</summary>
    public PlanarImage Finish() => new(
        _kind, _size, [.. _resamplers.Select(resampler => _orientation.SwapsAxes ? resampler.Result.Transpose() : resampler.Result)]);

    // A drawing that was drawn larger than its original needn't be enlarged again.
    private static double ScaleOf(IPixelSource source) => Math.Max(1, Math.Max(source.Planes[0].ScaleX, source.Planes[0].ScaleY));

    private static Stretch Along(double start, double length, int count, int whole) => new(start, length, count, whole);

    private static Axis Axis(Stretch stretch, double scale, bool isFlipped, int pixels)
    {
        double step = stretch.Length / stretch.Count * pixels * scale;
        int count = (stretch.Count + pixels - 1) / pixels;
        return isFlipped
            ? new Axis((stretch.Whole - stretch.Start) * scale, -step, count)
            : new Axis(stretch.Start * scale, step, count);
    }

    /// <summary>A placement along one axis, as it is seen.</summary>
    private readonly record struct Stretch(double Start, double Length, int Count, int Whole);
}
