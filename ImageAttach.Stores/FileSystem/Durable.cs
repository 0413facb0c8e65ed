using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Stores.FileSystem;

/// <summary>What .NET leaves out: names that are never replaced, and that survive a power cut.</summary>
internal static partial class Durable
{
    private const int ReadOnly = 0;
    private const int NotPermitted = 1;
    private const string OpenFiles = "/proc/self/fd";

    // O_TMPFILE, which contains the flag for folders: it has another value on each family of processors.
    private static readonly int Unnamed = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x410000,
        Architecture.Arm64 => 0x404000,
        _ => 0,
    };

    private static readonly bool KnowsUnnamed = OperatingSystem.IsLinux() && Unnamed != 0 && Directory.Exists(OpenFiles);
    private static readonly int NotSupported = OperatingSystem.IsLinux() ? 95 : 45;

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

    /// <summary>Lets the disk begin with what was written to a file, so that there is less to wait for when it is synced.</summary>
    /// <remarks>A hint, and one that only Linux takes: whatever becomes of it, syncing does the rest and tells of errors.</remarks>
    public static void BeginSyncing(SafeFileHandle file)
    {
        const int Write = 2, ToTheEnd = 0;
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange(file, 0, ToTheEnd, Write);
    }

    /// <summary>Waits until the names in a folder are on the disk. On Windows the file system sees to that by itself.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = Open(path, ReadOnly, mode: 0);
        if (folder < 0)
            throw Failure($"The folder '{path}' could not be synced", Marshal.GetLastPInvokeError());
        try
        {
            if (FSync(folder) != 0)
                throw Failure($"The folder '{path}' could not be synced", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(folder);
        }
    }

    /// <summary>Makes a file without a name, which nobody else can see, and which goes with the process. It lies near the folder that is named.</summary>
    /// <returns>The file, for writing; null where the system or the file system knows no such files, and where it failed.</returns>
    public static SafeFileHandle? TryCreateUnnamed(string folder)
    {
        const int WriteOnly = 1, CloseOnExec = 0x80000, ReadAndWriteByAll = 0x1B6; // less what the process's mask takes away
        int file = KnowsUnnamed ? Open(folder, Unnamed | WriteOnly | CloseOnExec, ReadAndWriteByAll) : -1;
        return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>Gives a file without a name one, unless that is taken.</summary>
    /// <exception cref="IOException">The name is taken, or the disk failed.</exception>
    public static void Name(SafeFileHandle file, string name)
    {
        const int AnyFolder = -100, FollowLinks = 0x400;
        if (LinkAt(AnyFolder, FormattableString.Invariant($"{OpenFiles}/{file.DangerousGetHandle()}"), AnyFolder, name, FollowLinks) != 0)
            throw Failure($"'{name}' could not be made", Marshal.GetLastPInvokeError());
    }

    /// <summary>Gives a file another name, unless that is taken.</summary>
    /// <remarks>
    /// File.Move asks whether the name is free and renames then: of sixteen that took one name at once, two were told that
    /// they had it (.NET 10, Linux). Linking is refused by the file system itself. Where it knows no links, as on FAT,
    /// File.Move has to do.
    /// </remarks>
    /// <exception cref="IOException">The name is taken, or the disk failed.</exception>
    public static void Name(string path, string name)
    {
        if (!OperatingSystem.IsWindows() && Link(path, name) == 0)
        {
            File.Delete(path);
            return;
        }

        int error = Marshal.GetLastPInvokeError();
        if (!OperatingSystem.IsWindows() && error != NotPermitted && error != NotSupported)
            throw Failure($"'{name}' could not be made", error);
        File.Move(path, name, overwrite: false);
    }

    private static IOException Failure(string what, int error)
    {
        Win32Exception cause = new(error);
        return new IOException($"{what}: {cause.Message}.", cause);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkAt(int pathFolder, string path, int nameFolder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
