namespace ImageAttach.Imaging.Rendering;

/// <summary>Makes the pictures of several thumbnails from one decode of their original.</summary>
/// <param name="orientation">How the original's pixels are to be turned.</param>
/// <param name="upright">The original's size, upright.</param>
/// <param name="isConverted">Whether colours are converted afterwards, and so are needed for every pixel.</param>
internal sealed class Renderer(Orientation orientation, ImageSize upright, bool isConverted)
{
    // A picture this many times as large is as good a source as the original.
    private const int ChainRatio = 2;

    /// <returns>A picture for each plan; null when the source can't be decoded by this decoder.</returns>
    public Picture[]? Render(IPixelSource source, IReadOnlyList<ThumbnailPlan> plans, CancellationToken cancellationToken)
    {
        int?[] chained = new int?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            chained[i] = LargerThan(plans, i);

        Rendering?[] renderings = new Rendering?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            renderings[i] = chained[i] is null ? Begin(source, orientation, plans[i]) : null;
        Rendering[] first = renderings.OfType<Rendering>().ToArray();
        if (!source.Decode((plane, row) => TakeAll(first, plane, row), cancellationToken))
            return null;

        Picture?[] pictures = new Picture?[plans.Count];
        for (int i = 0; i < plans.Count; i++)
            Finish(i);
        return pictures!;

        Picture Finish(int i) => pictures[i] ??= renderings[i]?.Finish() ?? Shrink(Finish(chained[i]!.Value), plans[i], cancellationToken);
    }

    private static void TakeAll(Rendering[] renderings, int plane, ReadOnlySpan<byte> row)
    {
        foreach (Rendering rendering in renderings)
            rendering.Take(plane, row);
    }

    private Rendering Begin(IPixelSource source, Orientation turn, ThumbnailPlan plan) => new(
        source, turn, plan.Placement, upright, plan.Options.Filter, plan.TakesHalvedColour && !isConverted);

    private Picture Shrink(Picture larger, ThumbnailPlan plan, CancellationToken cancellationToken)
    {
        using PictureSource source = new PictureSource(larger, upright);
        Rendering rendering = Begin(source, Orientation.Upright, plan);
        source.Decode(rendering.Take, cancellationToken);
        return rendering.Finish();
    }

    // The smallest of those that are large enough, show everything and have at least the same colour.
    private int? LargerThan(IReadOnlyList<ThumbnailPlan> plans, int which)
    {
        ThumbnailPlan plan = plans[which];
        int? best = null;
        for (int i = 0; i < plans.Count; i++)
        {
            ThumbnailPlan other = plans[i];
            if (other.Placement.IsWholeOf(upright)
                && other.Placement.Scale >= ChainRatio * plan.Placement.Scale
                && other.Placement.Scale <= 1
                && other.Options.Filter == plan.Options.Filter
                && plan.Options.Filter != ResamplingFilter.Point
                && (isConverted || other.TakesHalvedColour == plan.TakesHalvedColour)
                && (best is null || other.Placement.Scale < plans[best.Value].Placement.Scale))
            {
                best = i;
            }
        }

        return best;
    }
}
