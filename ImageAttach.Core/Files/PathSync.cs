using System.Runtime.InteropServices;

namespace ImageAttach.Files;

/// <summary>Waits until the disk has what was written to a file, or the names in a folder.</summary>
/// <remarks>Calls the C library: .NET opens no folders, and ignores the error of <c>fsync</c> on Unix (.NET 10.0.12).</remarks>
internal static partial class PathSync
{
    private const string Library = "libc";

    /// <summary>Syncs a file or a folder.</summary>
    /// <returns>Whether it could: not where the process may not read it, where the disk failed, and on Windows.</returns>
    public static bool TrySync(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        const int ReadOnly = 0;
        int file = Open(path, ReadOnly | (OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000)); // closed in child processes
        if (file < 0)
            return false;
        try
        {
            return Sync(file);
        }
        finally
        {
            _ = Close(file);
        }
    }

    // On macOS fsync leaves the bytes in the disk's cache.
    private static bool Sync(int file)
    {
        const int FullSync = 51;
        return (OperatingSystem.IsMacOS() ? FCntl(file, FullSync) : FSync(file)) == 0;
    }

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync")]
    private static partial int FSync(int file);

    [LibraryImport(Library, EntryPoint = "fcntl")]
    private static partial int FCntl(int file, int command);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int file);
}
