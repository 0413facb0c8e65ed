using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ImageAttach.Stores.FileSystem;

/// <summary>What .NET leaves out: making the names in a folder survive a power cut.</summary>
internal static partial class Durable
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and those above it, so that all of them survive a power cut.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        string? parent = Path.GetDirectoryName(path);
        if (parent is not null)
            CreateFolder(parent);
        Directory.CreateDirectory(path);
        if (parent is not null)
            SyncFolder(parent);
    }

    /// <summary>Waits until the names in a folder are on the disk. On Windows the file system sees to that by itself.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = Open(path, ReadOnly);
        if (folder < 0)
            throw Failure(path);
        try
        {
            if (FSync(folder) != 0)
                throw Failure(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failure(string path)
    {
        Win32Exception cause = new(Marshal.GetLastPInvokeError());
        return new IOException($"The folder '{path}' could not be synced: {cause.Message}", cause);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
