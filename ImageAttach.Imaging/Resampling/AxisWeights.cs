namespace ImageAttach.Imaging.Resampling;

/// <summary>For each place along the target's axis: which source places it is made of, and how much of each.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly float[] _weights;

    public AxisWeights(Axis axis, int source, ResamplingFilter filter)
    {
        double ratio = Math.Abs(axis.Step);
        // Scaling up, the kernel spans source pixels; scaling down it is widened to span target pixels.
        double stretch = Math.Max(1, ratio);
        Kernel? kernel = Kernel.For(filter, ratio);
        double radius = kernel?.Radius * stretch ?? 0;
        MaxCount = (int)Math.Min(source, Math.Ceiling(2 * radius) + 1);
        _starts = new int[axis.Count];
        _counts = new int[axis.Count];
        _weights = new float[checked(axis.Count * MaxCount)];
        for (int i = 0; i < axis.Count; i++)
        {
            double center = axis.CenterOf(i);
            if (kernel is null)
                UseNearest(i, source, center);
            else
                Fill(i, source, center, kernel, stretch);
        }
    }

    /// <summary>The maximum number of source pixels that contribute to a target pixel.</summary>
    public int MaxCount { get; }

    public int Count => _starts.Length;

    public int StartOf(int target) => _starts[target];

    public int EndOf(int target) => _starts[target] + _counts[target];

    public ReadOnlySpan<float> For(int target) => _weights.AsSpan(target * MaxCount, _counts[target]);

    private void UseNearest(int target, int source, double center)
    {
        _starts[target] = (int)Math.Clamp(Math.Floor(center + 0.5), 0, source - 1);
        _counts[target] = 1;
        _weights[target * MaxCount] = 1;
    }

    private void Fill(int target, int source, double center, Kernel kernel, double stretch)
    {
        double radius = kernel.Radius * stretch;
        // A reduced plane may end a little before the image does; the last pixel then stands for what is missing.
        int start = (int)Math.Clamp(Math.Ceiling(center - radius), 0, source - 1);
        int end = (int)Math.Clamp(Math.Floor(center + radius) + 1, start + 1, source);
        _starts[target] = start;
        _counts[target] = Math.Min(end - start, MaxCount);
        Span<float> weights = _weights.AsSpan(target * MaxCount, _counts[target]);
        double sum = 0.0;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] = (float)kernel.At((start + i - center) / stretch);
        if (Math.Abs(sum) < 1e-6)
        {
            UseNearest(target, source, center);
            return;
        }

        // At the edges part of the kernel hangs over nothing; the rest is made to weigh 1 again, or borders would darken.
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] / sum);
    }
}
