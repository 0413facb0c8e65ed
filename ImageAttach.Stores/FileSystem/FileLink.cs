using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Stores.FileSystem;

/// <summary>Gives files names that never replace another file's.</summary>
internal static class FileLink
{
    private const string OpenFiles = "/proc/self/fd";

    // O_TMPFILE, which contains the flag for folders: it has another value on each family of processors.
    private static readonly int Unnamed = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x410000,
        Architecture.Arm64 => 0x404000,
        _ => 0,
    };

    private static readonly bool SupportsUnnamed = OperatingSystem.IsLinux() && Unnamed != 0 && Directory.Exists(OpenFiles);

    /// <summary>Creates a file without a name in a folder's file system. Nothing else can see it, and it goes with the process.</summary>
    /// <returns>The file, for writing; null where the system or the file system doesn't support such files, and where it failed.</returns>
    public static SafeFileHandle? TryCreateUnnamed(string folder)
    {
        const int WriteOnly = 1, CloseOnExec = 0x80000, ReadAndWriteByAll = 0x1B6; // less what the process's mask takes away
        int file = SupportsUnnamed ? Libc.Open(folder, Unnamed | WriteOnly | CloseOnExec, ReadAndWriteByAll) : -1;
        return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>Gives a file without a name one, unless that is taken.</summary>
    /// <exception cref="IOException">The name is taken, or the disk failed.</exception>
    public static void Create(SafeFileHandle file, string name)
    {
        const int AnyFolder = -100, FollowLinks = 0x400;
        if (Libc.LinkAt(AnyFolder, FormattableString.Invariant($"{OpenFiles}/{file.DangerousGetHandle()}"), AnyFolder, name, FollowLinks) != 0)
            throw PosixError.Exception($"'{name}' could not be created", PosixError.Last);
    }

    /// <summary>Gives a file another name, unless that is taken.</summary>
    /// <remarks>
    /// File.Move checks whether the name is free and renames then: of sixteen threads that took one name at once, two
    /// succeeded (.NET 10, Linux). A link is refused by the file system itself. Where that knows no links, as on FAT,
    /// File.Move has to do.
    /// </remarks>
    /// <exception cref="IOException">The name is taken, or the disk failed.</exception>
    public static void Rename(string path, string name)
    {
        if (!OperatingSystem.IsWindows() && Libc.Link(path, name) == 0)
        {
            File.Delete(path);
            return;
        }

        int error = PosixError.Last;
        if (!OperatingSystem.IsWindows() && error != PosixError.NotPermitted && error != PosixError.NotSupported)
            throw PosixError.Exception($"'{name}' could not be created", error);
        File.Move(path, name, overwrite: false);
    }
}
