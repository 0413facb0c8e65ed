using System.ComponentModel;
using System.Runtime.InteropServices;
using ImageAttach.Stores;
using ImageAttach.Transactions;
using Microsoft.Win32.SafeHandles;

namespace ImageAttach;

/// <summary>Waits until the disk has what was written, and reports every error. For stores that keep files on disks.</summary>
/// <remarks>
/// .NET's own calls can't be used: <see cref="RandomAccess.FlushToDisk"/> and <c>FileStream.Flush(true)</c> ignore the error of <c>fsync</c>
/// on Unix (.NET 10.0.12). After an error the system has dropped what it could not write, and the next <c>fsync</c> succeeds. So a
/// failed call is never repeated, not even an interrupted one: the file counts as lost.
/// </remarks>
public static class DiskSync
{
#if FAULT_POINTS
    /// <summary>Gets or sets what makes syncing fail in tests: the error number for a path, 0 for none.</summary>
    internal static Func<string, int>? InjectedError { get; set; }
#endif

    /// <summary>Waits until a file's bytes, or a folder's names, are on the disk.</summary>
    /// <param name="file">The open file or folder.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">The disk failed, or has no room. What was written may be lost.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (TrySync(file, path) is int error and not 0)
            throw new IOException($"'{path}' could not be synced, so what was written there may be lost: {Marshal.GetPInvokeErrorMessage(error)}.", new Win32Exception(error));
    }

    /// <summary>Waits until a file's bytes, or a folder's names, are on the disk, where the process may open it.</summary>
    /// <param name="path">The path of the file or folder.</param>
    /// <returns>Whether they are: not where the process may not read it, where the disk failed, and on Windows, where folders can't be opened.</returns>
    public static bool TrySync(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using SafeFileHandle? file = TryOpen(path, out _);
        return file is not null && TrySync(file, path) == 0;
    }

    /// <summary>Opens a file or a folder so that it can be synced. .NET can't open folders.</summary>
    /// <param name="path">The path of the file or folder. Folders can't be opened on Windows, where the file system keeps names by itself.</param>
    /// <param name="error">The error number of the system; 0 when it is open.</param>
    /// <returns>The open file or folder; null where the system refuses.</returns>
    public static SafeFileHandle? TryOpen(string path, out int error)
    {
        const int ReadOnly = 0;
        int closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        int file = Libc.Open(path, ReadOnly | closeOnExec, mode: 0);
        error = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>Starts writing a file to the disk, which shortens the wait in <see cref="Sync"/>.</summary>
    /// <param name="file">The open file.</param>
    /// <remarks>A hint that only Linux takes. <see cref="Sync"/> reports its errors.</remarks>
    public static void Start(SafeFileHandle file)
    {
        const int Write = 2, ToTheEnd = 0;
        if (OperatingSystem.IsLinux())
            _ = Libc.SyncFileRange(file, 0, ToTheEnd, Write);
    }

    private static int TrySync(SafeFileHandle file, string path)
    {
#if FAULT_POINTS
        if (InjectedError?.Invoke(path) is int injected and not 0)
            return injected;
#endif
        return OperatingSystem.IsWindows() ? SyncOnWindows(file) : SyncOnPosix(file);
    }

    // There .NET throws when FlushFileBuffers fails.
    private static int SyncOnWindows(SafeFileHandle file)
    {
        RandomAccess.FlushToDisk(file);
        return 0;
    }

    private static int SyncOnPosix(SafeFileHandle file)
    {
        if (OperatingSystem.IsMacOS() && SyncThroughCache(file) is { } answer)
            return answer;
        return Libc.FSync(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    // On macOS fsync leaves the bytes in the disk's cache. Null where the file system can't do better.
    private static int? SyncThroughCache(SafeFileHandle file)
    {
        const int FullSync = 51, Invalid = 22, NotTerminal = 25, NotSupported = 45;
        if (Libc.FCntl(file, FullSync) != -1)
            return 0;
        int error = Marshal.GetLastPInvokeError();
        return error is NotSupported or Invalid or NotTerminal ? null : error;
    }
}
