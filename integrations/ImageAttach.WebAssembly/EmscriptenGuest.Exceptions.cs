using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <content>Exceptions of C++ and longjmp of C, which Emscripten throws through its host.</content>
public abstract partial class EmscriptenGuest
{
    // The header that stands before a C++ exception in memory.
    private const int HeaderLength = 24;
    private const int TypeField = 4 - HeaderLength;
    private const int DestructorField = 8 - HeaderLength;
    private const int CaughtField = 12 - HeaderLength;
    private const int RethrownField = 13 - HeaderLength;
    private const int AdjustedPointerField = 16 - HeaderLength;

    private readonly Stack<int> _caughtExceptions = [];
    private int _currentException;
    private int _uncaughtCount;

    /// <summary>An exception of C++ or a longjmp of C, on its way through the host to the call that catches it.</summary>
    private sealed class UnwindException : Exception;

    private HostCall? ImportException(string name) => name switch
    {
        "__cxa_throw" => a => Throw(a[0], a[1], a[2]),
        "__cxa_rethrow" => _ => Rethrow(),
        "__resumeException" => a => Resume(a[0]),
        "_emscripten_throw_longjmp" => _ => throw new UnwindException(),
        "__cxa_begin_catch" => a => BeginCatch(a[0]),
        "__cxa_end_catch" => _ => EndCatch(),
        "__cxa_uncaught_exceptions" => _ => _uncaughtCount,
        "llvm_eh_typeid_for" => a => a[0],
        _ when name.StartsWith("__cxa_find_matching_catch_", StringComparison.Ordinal) => FindMatchingCatch,
        _ => null,
    };

    // A call that an exception or a longjmp may leave early.
    private Function CreateInvoker(FunctionImport import)
    {
        ValueKind? result = import.Results is [var only] ? only : null;
        return Function.FromCallback(Store, Run, import.Parameters, import.Results);

        void Run(Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results)
        {
            int stack = Call("emscripten_stack_get_current");
            object? returned = null;
            try
            {
                returned = TableEntry(arguments[0].AsInt32()).Invoke(arguments[1..]);
            }
            catch (WasmtimeException e) when (IsUnwinding(e))
            {
                Call("_emscripten_stack_restore", stack);
                Call("setThrew", 1, 0);
            }

            if (result is { } kind)
                results[0] = returned is null ? FromInt32(0, kind) : ToBox(returned);
        }
    }

    private static bool IsUnwinding(WasmtimeException failure)
    {
        Exception? cause = failure.InnerException;
        while (cause is WasmtimeException)
            cause = cause.InnerException;
        return cause is UnwindException;
    }

    private static ValueBox ToBox(object value) => value switch
    {
        long number => number,
        float number => number,
        double number => number,
        _ => (int)value,
    };

    private int Throw(int exception, int type, int destructor)
    {
        WriteInt32(exception + AdjustedPointerField, 0);
        WriteInt32(exception + TypeField, type);
        WriteInt32(exception + DestructorField, destructor);
        return Unwind(exception);
    }

    private int Rethrow()
    {
        int exception = _caughtExceptions.Peek();
        Memory.WriteByte(exception + RethrownField, 1);
        Memory.WriteByte(exception + CaughtField, 0);
        return Unwind(exception);
    }

    private int Unwind(int exception)
    {
        Call("__cxa_increment_exception_refcount", exception);
        _currentException = exception;
        _uncaughtCount++;
        throw new UnwindException();
    }

    private int Resume(int exception)
    {
        if (_currentException == 0)
            _currentException = exception;
        throw new UnwindException();
    }

    private int BeginCatch(int exception)
    {
        if (Memory.ReadByte(exception + CaughtField) == 0)
        {
            Memory.WriteByte(exception + CaughtField, 1);
            _uncaughtCount--;
        }

        Memory.WriteByte(exception + RethrownField, 0);
        _caughtExceptions.Push(exception);
        return Call("__cxa_get_exception_ptr", exception);
    }

    private int EndCatch()
    {
        Call("setThrew", 0, 0);
        Call("__cxa_decrement_exception_refcount", _caughtExceptions.Pop());
        _currentException = 0;
        return 0;
    }

    // The exception is returned, and beside it the type of the handler that takes it: the first that matches, else its own.
    private int FindMatchingCatch(ReadOnlySpan<int> handlers)
    {
        int exception = _currentException;
        int type = exception == 0 ? 0 : ReadInt32(exception + TypeField);
        if (exception != 0)
            WriteInt32(exception + AdjustedPointerField, exception);
        int handled = type;
        foreach (int handler in type == 0 ? [] : handlers)
        {
            if (handler == 0 || handler == type)
                break;
            if (Call("__cxa_can_catch", handler, type, exception + AdjustedPointerField) != 0)
            {
                handled = handler;
                break;
            }
        }

        Call("_emscripten_tempret_set", handled);
        return exception;
    }
}
