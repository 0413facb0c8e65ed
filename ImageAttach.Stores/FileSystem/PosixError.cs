using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ImageAttach.Stores.FileSystem;

/// <summary>Error numbers of POSIX, and the exceptions that they become.</summary>
internal static class PosixError
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int AccessDenied = 13;
    public const int NotImplemented = 38; // on Linux

    public static readonly int NotSupported = OperatingSystem.IsLinux() ? 95 : 45;

    /// <summary>The error of the last call.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Creates an exception that says what failed and why.</summary>
    /// <param name="what">What failed, as a sentence without its end.</param>
    /// <param name="error">The error number.</param>
    public static IOException Exception(string what, int error)
    {
        Win32Exception cause = new(error);
        return new IOException($"{what}: {cause.Message}.", cause);
    }
}
