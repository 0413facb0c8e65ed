using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Stores;

/// <summary>The calls of the C library that .NET has no equivalent for, or whose errors .NET does not report.</summary>
internal static partial class Libc
{
    private const string Library = "libc";

    // The symbols that the whole process uses. A library in LD_PRELOAD, as fault injection needs one, then covers these calls as well.
    static Libc() => NativeLibrary.SetDllImportResolver(
        typeof(Libc).Assembly, static (name, _, _) => name == Library ? NativeLibrary.GetMainProgramHandle() : 0);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FCntl(SafeFileHandle file, int command);

    [LibraryImport(Library, EntryPoint = "sync_file_range")]
    public static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
