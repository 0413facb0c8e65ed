using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Files;

/// <summary>Waits until the disk has what was written. The only place that does, and it looks at every answer.</summary>
/// <remarks>
/// .NET's own calls can't be used: <see cref="RandomAccess.FlushToDisk"/> and <c>FileStream.Flush(true)</c> ignore the error of <c>fsync</c>
/// on Unix (.NET 10.0.12). After an error the system has dropped what it could not write, and the next <c>fsync</c> succeeds. So a
/// failed call is never repeated, not even an interrupted one: the file counts as lost.
/// </remarks>
internal static class DiskSync
{
    /// <summary>Gets or sets what makes syncing fail in tests: the error number for a path, 0 for none.</summary>
    public static Func<string, int>? InjectedError { get; set; }

    /// <summary>Waits until a file's bytes, or a folder's names, are on the disk.</summary>
    /// <param name="file">The open file or folder.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">The disk failed, or has no room. What was written may be lost.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        if (TrySync(file, path) is int error and not 0)
            throw PosixError.Exception($"'{path}' could not be synced, so what was written there may be lost", error);
    }

    /// <summary>Waits until a file's bytes, or a folder's names, are on the disk, where the process may open it.</summary>
    /// <param name="path">The path of the file or folder.</param>
    /// <returns>Whether they are: not where the process may not read it, where the disk failed, and on Windows, where folders can't be opened.</returns>
    public static bool TrySync(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using SafeFileHandle? file = Libc.OpenForReading(path);
        return file is not null && TrySync(file, path) == 0;
    }

    /// <summary>Lets the disk begin with what was written to a file, which shortens the wait in <see cref="Sync"/>.</summary>
    /// <remarks>A hint that only Linux takes. An error of it isn't lost: <see cref="Sync"/> reports it.</remarks>
    public static void Start(SafeFileHandle file)
    {
        const int Write = 2, ToTheEnd = 0;
        if (OperatingSystem.IsLinux())
            _ = Libc.SyncFileRange(file, 0, ToTheEnd, Write);
    }

    private static int TrySync(SafeFileHandle file, string path)
    {
        int injected = InjectedError?.Invoke(path) ?? 0;
        return injected != 0 ? injected : OperatingSystem.IsWindows() ? SyncOnWindows(file) : SyncOnPosix(file);
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
        return Libc.FSync(file) == 0 ? 0 : PosixError.Last;
    }

    // On macOS fsync leaves the bytes in the disk's cache. Null where the file system can't do better.
    private static int? SyncThroughCache(SafeFileHandle file)
    {
        const int FullSync = 51;
        if (Libc.FCntl(file, FullSync) != -1)
            return 0;
        int error = PosixError.Last;
        return error == PosixError.NotSupported || error is PosixError.Invalid or PosixError.NotTerminal ? null : error;
    }
}
