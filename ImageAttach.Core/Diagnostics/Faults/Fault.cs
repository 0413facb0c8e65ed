using System.Diagnostics;

namespace ImageAttach.Diagnostics;

/// <summary>
/// Where tests stop an operation, make it fail, or end the process: the promises hold whatever happens between two effects. Calls are compiled
/// only where FAULT_POINTS is defined, and so into no package.
/// </summary>
internal static class Fault
{
#if FAULT_POINTS
    /// <summary>Gets or sets what is called at each point; null outside of tests.</summary>
    public static Action<FaultPoint>? Reached { get; set; }
#endif

    [Conditional("FAULT_POINTS")]
    public static void At(FaultPoint point)
    {
#if FAULT_POINTS
        Reached?.Invoke(point);
#endif
    }
}
