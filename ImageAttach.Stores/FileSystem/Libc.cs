using System.Runtime.InteropServices;

namespace ImageAttach.Stores.FileSystem;

/// <summary>The calls of the C library that .NET has no equivalent for.</summary>
internal static partial class Libc
{
    private const string Library = "libc";

    // The symbols that the whole process uses. A library in LD_PRELOAD, as fault injection needs one, then covers these calls as well.
    static Libc() => NativeLibrary.SetDllImportResolver(
        typeof(Libc).Assembly, static (name, _, _) => name == Library ? NativeLibrary.GetMainProgramHandle() : 0);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string path, string name);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinkAt(int pathFolder, string path, int nameFolder, string name, int flags);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> result);
}
