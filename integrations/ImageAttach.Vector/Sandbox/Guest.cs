using System.Runtime.ExceptionServices;
using Wasmtime;

namespace ImageAttach.Vector.Sandbox;

/// <summary>A program at work on one file, in memory of its own that goes when the file is done.</summary>
/// <remarks>
/// Whatever a file makes it do stays in there: it reaches nothing of the machine but the functions that a derived class gives it,
/// none of which opens anything. It is stopped when it takes too much processor time or memory, or when the caller gives up. All calls come from one thread.
/// </remarks>
internal abstract class Guest : IDisposable
{
    private readonly string _mimeType;
    private readonly VectorOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly Store _store = new(GuestProgram.Engine);
    private readonly Instance _instance;
    private readonly TimeSpan _started;

    protected Guest(GuestProgram program, string mimeType, VectorOptions options, CancellationToken cancellationToken)
    {
        (_mimeType, _options, _cancellationToken) = (mimeType, options, cancellationToken);
        Module module = program.Compiled(options.CacheFolder);
        cancellationToken.ThrowIfCancellationRequested();
        _started = ProcessorTime.OfThread;
        GuestProgram.Clock.Enter();
        try
        {
            _store.SetLimits(memorySize: options.MaxMemory, instances: 1, memories: 1);
            _store.SetEpochDeadlineCallback(MayGoOn);
            _store.SetEpochDeadline(1);
            _instance = new Instance(_store, module, [.. module.Imports.Cast<FunctionImport>().Select(HostFunction)]);
            Memory = _instance.GetMemory("memory") ?? throw new InvalidOperationException("The program has no memory.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A function that the guest may call. Its arguments are numbers of 32 bits, and so is what it returns, if anything.</summary>
    protected delegate int HostCall(ReadOnlySpan<int> arguments);

    /// <summary>The guest's memory.</summary>
    protected Memory Memory { get; }

    public void Dispose()
    {
        GuestProgram.Clock.Leave();
        _store.Dispose();
    }

    /// <summary>What stands behind a name that the guest calls.</summary>
    protected abstract HostCall Import(string name);

    /// <summary>Calls a function of the guest that returns a number or nothing.</summary>
    /// <exception cref="ImageFormatException">It failed.</exception>
    /// <exception cref="ImageLimitException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    protected int Call(string function, params ReadOnlySpan<ValueBox> arguments) => CallFor(function, arguments) as int? ?? 0;

    /// <inheritdoc cref="Call"/>
    protected object? CallFor(string function, params ReadOnlySpan<ValueBox> arguments)
    {
        Function called = _instance.GetFunction(function) ?? throw new InvalidOperationException($"The program has no function {function}.");
        try
        {
            return called.Invoke(arguments);
        }
        catch (WasmtimeException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>A function by its place in the guest's table.</summary>
    protected Function TableEntry(string table, int index) =>
        _instance.GetTable(table)?.GetElement((uint)index) as Function ?? throw new InvalidOperationException($"The program calls nothing at {index}.");

    protected ImageLimitException TooLittleMemory() => _options.TooLittleMemory($"Drawing the {_mimeType} file");

    private Function HostFunction(FunctionImport import)
    {
        HostCall call = Import(import.Name);
        ValueKind? result = import.Results is [var only] ? only : null;
        return Function.FromCallback(_store, Run, import.Parameters, import.Results);

        void Run(Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results)
        {
            Span<int> numbers = stackalloc int[arguments.Length];
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = arguments[i].AsInt32();
            int returned = call(numbers);
            if (result is not null)
                results[0] = result == ValueKind.Float64 ? (double)returned : returned;
        }
    }

    private ulong MayGoOn(Store store)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (ProcessorTime.OfThread - _started > _options.MaxTime)
        {
            throw new ImageLimitException(FormattableString.Invariant(
                $"Drawing the {_mimeType} file takes more than {_options.MaxTime.TotalSeconds:0.###} seconds of processor time, the most that VectorOptions.MaxTime allows. Attach a simpler one, or raise the limit."));
        }

        return 1;
    }

    // What our own functions throw travels through the guest, once for each time that it was called back.
    private ImageFormatException Explain(WasmtimeException failure)
    {
        for (Exception? cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is ImageAttachException or OperationCanceledException)
                ExceptionDispatchInfo.Throw(cause);
        }

        return new ImageFormatException(
            FormattableString.Invariant($"The {_mimeType} file can't be drawn: it is broken, nested too deeply, or needs more than {_options.MaxMemory:N0} bytes, the most that VectorOptions.MaxMemory allows. Attach another, or raise the limit."),
            failure);
    }
}
