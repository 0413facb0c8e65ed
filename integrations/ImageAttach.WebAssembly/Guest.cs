using System.Runtime.ExceptionServices;
using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>A program at work on one file, in memory of its own that goes when the file is done.</summary>
/// <remarks>
/// The file's effects stay inside: the program reaches nothing of the machine but the functions that a derived class gives it. It is
/// stopped when it takes too much processor time or memory, or when the caller cancels. All calls must come from one thread.
/// </remarks>
public abstract class Guest : IDisposable
{
    private readonly SandboxOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly Store _store = new(GuestProgram.Engine);
    private readonly Instance _instance;
    private readonly SymbolTable _symbols;
    private readonly TimeSpan _started;

    /// <summary>Starts the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="mimeType">The media type of the file, for messages.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    protected Guest(GuestProgram program, string mimeType, SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        (MimeType, _options, _cancellationToken, _symbols) = (mimeType, options, cancellationToken, program.Symbols);
        Module module = program.Compiled(options.CacheFolder);
        cancellationToken.ThrowIfCancellationRequested();
        _started = ProcessorTime.OfThread;
        GuestProgram.Clock.Enter();
        try
        {
            _store.SetLimits(memorySize: options.MaxMemory, instances: 1, memories: 1);
            _store.SetEpochDeadlineCallback(CheckDeadline);
            _store.SetEpochDeadline(1);
            _instance = new Instance(_store, module, [.. module.Imports.Cast<FunctionImport>().Select(import => CreateFunction(import, _symbols.ImportOf(import.Name)))]);
            Memory = _instance.GetMemory(_symbols.ExportOf("memory")) ?? throw new InvalidOperationException("The program has no memory.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A function that the program may call. Its arguments are integers, cut to 32 bits, and so is what it returns, if anything.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The result; ignored when the function has none.</returns>
    protected delegate int HostCall(ReadOnlySpan<int> arguments);

    /// <summary>The program's memory.</summary>
    protected Memory Memory { get; }

    /// <summary>The media type of the file.</summary>
    protected string MimeType { get; }

    internal Store Store => _store;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the program and frees its memory.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
        GuestProgram.Clock.Leave();
        _store.Dispose();
    }

    /// <summary>Gets the function behind a name that the program imports.</summary>
    /// <param name="name">The name.</param>
    protected abstract HostCall Import(string name);

    /// <summary>Calls a function of the program that returns a number of 32 bits or nothing.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The number; 0 for a function that returns nothing.</returns>
    /// <exception cref="ImageFormatException">It failed.</exception>
    /// <exception cref="ImageLimitException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    protected int Call(string function, params ReadOnlySpan<ValueBox> arguments) => CallFor(function, arguments) as int? ?? 0;

    /// <inheritdoc cref="Call"/>
    /// <summary>Calls a function of the program that returns a number of any kind.</summary>
    protected object? CallFor(string function, params ReadOnlySpan<ValueBox> arguments)
    {
        Function called = _instance.GetFunction(_symbols.ExportOf(function)) ?? throw new InvalidOperationException($"The program has no function {function}.");
        try
        {
            return called.Invoke(arguments);
        }
        catch (WasmtimeException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Creates the exception for a file that needs more memory than allowed.</summary>
    protected ImageLimitException TooLittleMemory() => _options.TooLittleMemory($"Decoding the {MimeType} file");

    /// <summary>Gets a function by its place in the program's table.</summary>
    internal Function TableEntry(string table, int index) =>
        _instance.GetTable(_symbols.ExportOf(table))?.GetElement((uint)index) as Function ?? throw new InvalidOperationException($"The program calls nothing at {index}.");

    internal virtual Function CreateFunction(FunctionImport import, string name)
    {
        HostCall call = Import(name);
        ValueKind? result = import.Results is [var only] ? only : null;
        return Function.FromCallback(_store, Run, import.Parameters, import.Results);

        void Run(Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results)
        {
            Span<int> numbers = stackalloc int[arguments.Length];
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = ToInt32(arguments[i], import.Parameters[i]);
            int returned = call(numbers);
            if (result is { } kind)
                results[0] = FromInt32(returned, kind);
        }
    }

    internal static ValueBox FromInt32(int value, ValueKind kind) => kind switch
    {
        ValueKind.Int64 => (long)value,
        ValueKind.Float32 => (float)value,
        ValueKind.Float64 => (double)value,
        _ => value,
    };

    private static int ToInt32(ValueBox value, ValueKind kind) => kind switch
    {
        ValueKind.Int32 => value.AsInt32(),
        ValueKind.Int64 => (int)value.AsInt64(),
        _ => 0,
    };

    private ulong CheckDeadline(Store store)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return ProcessorTime.OfThread - _started > _options.MaxTime ? throw _options.TooLittleTime(MimeType) : 1UL;
    }

    // What our own functions throw travels through the program, once for each time that it was called back.
    private ImageFormatException Explain(WasmtimeException failure)
    {
        for (Exception? cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is ImageAttachException or OperationCanceledException)
                ExceptionDispatchInfo.Throw(cause);
        }

        return _options.Undecodable(MimeType, failure);
    }
}
