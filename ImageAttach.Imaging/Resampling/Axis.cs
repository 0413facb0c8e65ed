namespace ImageAttach.Imaging.Resampling;

/// <summary>Where the pixels along one axis of a target lie in its source.</summary>
/// <param name="Start">Where the first target pixel begins, in source pixels.</param>
/// <param name="Step">How many source pixels one target pixel spans; negative when the target runs the other way.</param>
/// <param name="Count">The number of target pixels.</param>
internal readonly record struct Axis(double Start, double Step, int Count)
{
    /// <summary>Whether the target runs against the source.</summary>
    public bool IsReversed => Step < 0;

    /// <summary>The middle of a target pixel, in source pixels counted from the middle of the first.</summary>
    public double CenterOf(int target) => Start + ((target + 0.5) * Step) - 0.5;
}
