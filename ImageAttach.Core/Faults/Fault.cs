namespace ImageAttach.Faults;

/// <summary>Where tests stop an operation, make it fail, or end the process: the promises hold whatever happens between two effects.</summary>
internal static class Fault
{
    /// <summary>Is told each moment that is reached; null outside of tests.</summary>
    public static Action<FaultPoint>? Reached { get; set; }

    public static void At(FaultPoint point) => Reached?.Invoke(point);
}
