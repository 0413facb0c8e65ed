using System.Buffers.Binary;
using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>A program that Emscripten compiled from C or C++.</summary>
/// <remarks>It sees one file, read-only, and has no clock, no environment and no network: calls for other things report failure.</remarks>
public abstract partial class EmscriptenGuest : Guest
{
    private const int Failed = -1;
    private const int PageSize = 64 * 1024;

    private readonly GuestFileSystem _files;
    private readonly Dictionary<int, Function> _tableEntries = [];

    /// <inheritdoc/>
    protected EmscriptenGuest(GuestProgram program, string mimeType, SandboxOptions options, CancellationToken cancellationToken)
        : base(program, mimeType, options, cancellationToken) => _files = new GuestFileSystem(Memory);

    /// <summary>The path of the file that the program sees.</summary>
    protected const string FilePath = GuestFileSystem.Path;

    /// <summary>Sets the file that the program sees at <see cref="FilePath"/>.</summary>
    /// <param name="file">The file.</param>
    protected void SetFile(ReadOnlyMemory<byte> file) => _files.Content = file;

    /// <summary>Gets the function behind a name that the program imports and that isn't part of Emscripten's runtime.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Null, the default, for a name that isn't known.</returns>
    protected virtual HostCall? ImportOther(string name) => null;

    /// <summary>Allocates memory.</summary>
    /// <param name="length">How much, in bytes.</param>
    /// <exception cref="ImageLimitException">There is not enough.</exception>
    protected int Allocate(int length)
    {
        int start = Call("malloc", length);
        return start != 0 ? start : throw TooLittleMemory();
    }

    /// <summary>Copies bytes into new memory of the program.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Where they begin.</returns>
    protected int Copy(ReadOnlySpan<byte> bytes)
    {
        int start = Allocate(bytes.Length);
        bytes.CopyTo(Memory.GetSpan(start, bytes.Length));
        return start;
    }

    /// <summary>Reads a number of 32 bits from the program's memory.</summary>
    /// <param name="address">Where it is.</param>
    protected int ReadInt32(int address) => BinaryPrimitives.ReadInt32LittleEndian(Memory.GetSpan(address, sizeof(int)));

    /// <summary>Writes a number of 32 bits to the program's memory.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="value">The number.</param>
    protected void WriteInt32(int address, int value) => BinaryPrimitives.WriteInt32LittleEndian(Memory.GetSpan(address, sizeof(int)), value);

    /// <inheritdoc/>
    protected sealed override HostCall Import(string name) => ImportOther(name) ?? ImportException(name) ?? name switch
    {
        "__syscall_openat" => a => _files.Open(ReadPath(a[1])),
        "__syscall_fstat64" => a => _files.WriteStatus(a[1]),
        "__syscall_stat64" or "__syscall_lstat64" => a => _files.WriteStatus(ReadPath(a[0]), a[1]),
        "__syscall_newfstatat" => a => _files.WriteStatus(ReadPath(a[1]), a[2]),
        "fd_read" => a => _files.Read(a[0], a[1], a[2], a[3]),
        "fd_seek" => a => _files.Seek(a[0], a[1], a[2], a[3]),
        "fd_close" => a => _files.Close(a[0]),
        _ when name.StartsWith("__syscall_", StringComparison.Ordinal) => _ => Failed,
        _ when name.StartsWith("fd_", StringComparison.Ordinal) => _ => GuestFileSystem.BadFile,
        // Objects for JavaScript, which isn't there.
        _ when name.StartsWith("_embind_", StringComparison.Ordinal) => _ => 0,
        _ when name.StartsWith("_emval_", StringComparison.Ordinal) => _ => 0,
        "_abort_js" or "__assert_fail" or "exit" or "proc_exit" => _ => throw Broken("the decoder gave up"),
        "emscripten_resize_heap" => a => Grow((uint)a[0]),
        "emscripten_get_heap_max" => _ => int.MaxValue - PageSize + 1,
        "_emscripten_memcpy_js" => a => Move(a[0], a[1], a[2]),
        "environ_sizes_get" => a => Clear(a[0], sizeof(int)) + Clear(a[1], sizeof(int)),
        "clock_time_get" => a => Clear(a[2], sizeof(long)),
        "random_get" => a => Clear(a[0], a[1]),
        "environ_get" or "_tzset_js" or "emscripten_date_now" or "emscripten_get_now" => _ => 0,
        "_localtime_js" or "_gmtime_js" or "_mktime_js" => _ => 0,
        "strftime_l" or "_setitimer_js" or "__call_sighandler" or "emscripten_runtime_keepalive_clear" => _ => 0,
        "_mmap_js" or "_munmap_js" => _ => Failed,
        _ => throw new InvalidOperationException($"The program imports {name}, which isn't implemented."),
    };

    internal sealed override Function CreateFunction(FunctionImport import, string name) =>
        name.StartsWith("invoke_", StringComparison.Ordinal) ? CreateInvoker(import) : base.CreateFunction(import, name);

    /// <summary>Creates the exception for a file that can't be decoded.</summary>
    /// <param name="fault">What is wrong with it, without a period.</param>
    protected ImageFormatException Broken(string fault) => new($"The {MimeType} file can't be decoded: {fault}. Save it again, or attach another.");

    private string ReadPath(int address) => Memory.ReadNullTerminatedString(address);

    private Function TableEntry(int index)
    {
        if (!_tableEntries.TryGetValue(index, out Function? function))
            _tableEntries[index] = function = TableEntry("__indirect_function_table", index);
        return function;
    }

    // A fifth more than needed, if there is room, so that the memory doesn't grow page by page.
    private int Grow(uint bytes)
    {
        long length = Memory.GetLength();
        return TryGrow(length, bytes + (bytes / 5)) || TryGrow(length, bytes) ? 1 : throw TooLittleMemory();
    }

    private bool TryGrow(long from, long to)
    {
        try
        {
            Memory.Grow((to - from + PageSize - 1) / PageSize);
            return true;
        }
        catch (WasmtimeException)
        {
            return false;
        }
    }

    private int Move(int to, int from, int length)
    {
        Memory.GetSpan(from, length).CopyTo(Memory.GetSpan(to, length));
        return 0;
    }

    private int Clear(int address, int length)
    {
        Memory.GetSpan(address, length).Clear();
        return 0;
    }
}
