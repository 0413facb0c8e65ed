using Wasmtime;

namespace ImageAttach.Vector.Pdf;

/// <content>What Emscripten takes for granted in its host. There are no files, and no clock: whoever asks is told that it failed.</content>
internal sealed partial class Pdfium
{
    private const int Failed = -1;
    private const int BadFile = 8;
    private const int PageSize = 64 * 1024;

    /// <summary>C's longjmp, on its way to the setjmp that it belongs to.</summary>
    private sealed class LongJump : Exception;

    protected override HostCall Import(string name) => name switch
    {
        _ when name.StartsWith("invoke_", StringComparison.Ordinal) => Invoke,
        _ when name.StartsWith("__syscall_", StringComparison.Ordinal) => _ => Failed,
        _ when name.StartsWith("fd_", StringComparison.Ordinal) => _ => BadFile,
        "_emscripten_throw_longjmp" => _ => throw new LongJump(),
        "_abort_js" or "__assert_fail" => _ => throw Broken("PDFium gave it up"),
        "emscripten_resize_heap" => a => Grow((uint)a[0]),
        "_emscripten_memcpy_js" => a => Copy(a[0], a[1], a[2]),
        "environ_sizes_get" => a => Zero(a[0], 4) + Zero(a[1], 4),
        "environ_get" or "_tzset_js" or "emscripten_date_now" => _ => 0,
        "_localtime_js" or "_gmtime_js" => _ => 0,
        _ => throw new InvalidOperationException($"pdfium.wasm asks for {name}, which nobody has written."),
    };

    // A call that a longjmp may leave early.
    private int Invoke(ReadOnlySpan<int> arguments)
    {
        int stack = Call("emscripten_stack_get_current");
        ValueBox[] passed = new ValueBox[arguments.Length - 1];
        for (int i = 0; i < passed.Length; i++)
            passed[i] = arguments[i + 1];
        try
        {
            return TableEntry("__indirect_function_table", arguments[0]).Invoke(passed) as int? ?? 0;
        }
        catch (WasmtimeException e) when (e.InnerException is LongJump)
        {
            Call("_emscripten_stack_restore", stack);
            Call("setThrew", 1, 0);
            return 0;
        }
    }

    // A fifth more than asked for, if there is room, so that it doesn't have to ask for every page.
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

    private int Copy(int to, int from, int length)
    {
        Memory.GetSpan(from, length).CopyTo(Memory.GetSpan(to, length));
        return 0;
    }

    private int Zero(int at, int length)
    {
        Memory.GetSpan(at, length).Clear();
        return 0;
    }
}
