using System.Diagnostics;

namespace ImageAttach.Stores.Faults;

/// <summary>Where tests stop a put, make it fail, or end the process. Calls are compiled only where FAULT_POINTS is defined, and so into no package.</summary>
internal static class StoreFault
{
#if FAULT_POINTS
    /// <summary>Gets or sets what is called at each point; null outside of tests.</summary>
    public static Action<StoreFaultPoint>? Reached { get; set; }
#endif

    [Conditional("FAULT_POINTS")]
    public static void At(StoreFaultPoint point)
    {
#if FAULT_POINTS
        Reached?.Invoke(point);
#endif
    }
}
