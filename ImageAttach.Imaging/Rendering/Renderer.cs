namespace ImageAttach.Imaging.Rendering;

/// <summary>Renders several thumbnails from one decode of their original.</summary>
/// <param name="orientation">How the original's pixels are oriented.</param>
/// <param name="upright">The original's size, upright.</param>
/// <param name="isConverted">Whether colors are converted afterwards, so that every pixel needs its own.</param>
internal sealed class Renderer(Orientation orientation, ImageSize upright, bool isConverted)
{
    // An image this many times as large is as good a source as the original.
    private const int MinChainRatio = 2;

    /// <returns>An image for each plan; null when this decoder can't decode the source.</returns>
    public PlanarImage[]? Render(IPixelSource source, IReadOnlyList<ThumbnailPlan> plans, CancellationToken cancellationToken)
    {
        int?[] largerPlan = new int?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            largerPlan[i] = FindLarger(plans, i);

        PlanarResampler?[] resamplers = new PlanarResampler?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            resamplers[i] = largerPlan[i] is null ? CreateResampler(source, orientation, plans[i]) : null;
        PlanarResampler[] first = resamplers.OfType<PlanarResampler>().ToArray();
        if (!source.Decode((plane, row) => AddToAll(first, plane, row), cancellationToken))
            return null;

        PlanarImage?[] images = new PlanarImage?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            Finish(i);
        return images!;

        PlanarImage Finish(int i) => images[i] ??= resamplers[i]?.Finish() ?? Downsample(Finish(largerPlan[i]!.Value), plans[i], cancellationToken);
    }

    private static void AddToAll(PlanarResampler[] resamplers, int plane, ReadOnlySpan<byte> row)
    {
        foreach (PlanarResampler resampler in resamplers)
            resampler.AddRow(plane, row);
    }

    private PlanarResampler CreateResampler(IPixelSource source, Orientation sourceOrientation, ThumbnailPlan plan) => new(
        source, sourceOrientation, plan.Placement, upright, plan.Options.Filter, plan.SubsamplesChroma && !isConverted);

    private PlanarImage Downsample(PlanarImage larger, ThumbnailPlan plan, CancellationToken cancellationToken)
    {
        using PlanarImageSource source = new(larger, upright);
        PlanarResampler resampler = CreateResampler(source, Orientation.Upright, plan);
        source.Decode(resampler.AddRow, cancellationToken);
        return resampler.Finish();
    }

    // The smallest of those that are large enough, show the whole original and have the same chroma resolution.
    private int? FindLarger(IReadOnlyList<ThumbnailPlan> plans, int index)
    {
        ThumbnailPlan plan = plans[index];
        int? smallest = null;
        for (int i = 0; i < plans.Count; i++)
        {
            ThumbnailPlan other = plans[i];
            if (other.Placement.IsWholeOf(upright)
                && other.Placement.Scale >= MinChainRatio * plan.Placement.Scale
                && other.Placement.Scale <= 1
                && other.Options.Filter == plan.Options.Filter
                && plan.Options.Filter != ResamplingFilter.Point
                && (isConverted || other.SubsamplesChroma == plan.SubsamplesChroma)
                && (smallest is null || other.Placement.Scale < plans[smallest.Value].Placement.Scale))
            {
                smallest = i;
            }
        }

        return smallest;
    }
}
