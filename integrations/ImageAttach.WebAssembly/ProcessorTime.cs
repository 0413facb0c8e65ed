using System.Runtime.InteropServices;

namespace ImageAttach.WebAssembly;

/// <summary>Reads the processor time that a thread has used: unlike the wall clock, it doesn't run while other programs do.</summary>
internal static partial class ProcessorTime
{
    private const int ThreadClockOfLinux = 3;
    private const int ThreadClockOfApple = 16;

    /// <summary>How much the current thread has used so far.</summary>
    public static TimeSpan OfThread => OperatingSystem.IsWindows() ? OfWindowsThread() : OfPosixThread();

    private static TimeSpan OfPosixThread() =>
        GetTime(OperatingSystem.IsLinux() ? ThreadClockOfLinux : ThreadClockOfApple, out PosixTime time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
            : throw new InvalidOperationException($"The thread's processor time can't be read: {Marshal.GetLastPInvokeErrorMessage()}.");

    private static TimeSpan OfWindowsThread() =>
        GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user)
            ? TimeSpan.FromTicks(kernel + user)
            : throw new InvalidOperationException($"The thread's processor time can't be read: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out PosixTime time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long created, out long exited, out long kernel, out long user);

    // On 64-bit systems, the only ones that the sandbox runs on.
    private readonly record struct PosixTime(long Seconds, long Nanoseconds);
}
