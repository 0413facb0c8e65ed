namespace ImageAttach.Imaging.Resampling;

/// <summary>For each place along the target's axis: which source places it is made of, and how much of each.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly float[] _weights;

    public AxisWeights(int source, int target)
    {
        var ratio = (double)source / target;
        // Scaling up, the kernel spans source pixels; scaling down it is widened to span target pixels.
        var stretch = Math.Max(1, ratio);
        var reach = Lanczos.Lobes * stretch;
        Widest = (int)Math.Min(source, Math.Ceiling(2 * reach) + 1);
        _starts = new int[target];
        _counts = new int[target];
        _weights = new float[checked(target * Widest)];
        for (var i = 0; i < target; i++)
            Fill(i, source, ((i + 0.5) * ratio) - 0.5, reach, stretch);
    }

    /// <summary>The most source places that any target place is made of.</summary>
    public int Widest { get; }

    public int StartOf(int target) => _starts[target];

    public int EndOf(int target) => _starts[target] + _counts[target];

    public ReadOnlySpan<float> For(int target) => _weights.AsSpan(target * Widest, _counts[target]);

    private void Fill(int target, int source, double centre, double reach, double stretch)
    {
        var start = (int)Math.Max(0, Math.Ceiling(centre - reach));
        var end = (int)Math.Min(source, Math.Floor(centre + reach) + 1);
        _starts[target] = start;
        _counts[target] = Math.Min(end - start, Widest);
        var weights = _weights.AsSpan(target * Widest, _counts[target]);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] = (float)Lanczos.At((start + i - centre) / stretch);
        // At the edges part of the kernel hangs over nothing; the rest is made to weigh 1 again, or borders would darken.
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] / sum);
    }
}
