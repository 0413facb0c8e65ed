using Assembly = System.Reflection.Assembly;
using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>A program in WebAssembly, compiled when it is first needed and then kept for the life of the process.</summary>
/// <param name="assembly">The assembly that embeds the program.</param>
/// <param name="file">The logical name of the program's file in the assembly, such as <c>resvg.wasm</c>.</param>
/// <param name="symbols">The logical name of a file with the names that were shortened in the program; null when none were. Each line has <c>import</c> or <c>export</c>, the original name, and the short one.</param>
public sealed class GuestProgram(Assembly assembly, string file, string? symbols = null)
{
    private readonly Lock _compiling = new();
    private readonly Lazy<SymbolTable> _symbols = new(() => symbols is null ? SymbolTable.Empty : SymbolTable.Parse(EmbeddedFile.Read(assembly, symbols)));
    private Module? _module;

    /// <summary>Compiles and runs all programs.</summary>
    // Programs may use atomic instructions; none gets threads or shared memory.
    internal static Engine Engine { get; } = new(new Config().WithEpochInterruption(true).WithWasmThreads(true));

    /// <summary>Interrupts running guests again and again, so that they stop at their limits.</summary>
    internal static EpochClock Clock { get; } = new(Engine);

    internal SymbolTable Symbols => _symbols.Value;

    /// <summary>The compiled program.</summary>
    /// <param name="cacheFolder">Where to look for it compiled already, and to leave it; null for nowhere.</param>
    internal Module Compiled(string? cacheFolder)
    {
        lock (_compiling)
            return _module ??= Load(cacheFolder);
    }

    private Module Load(string? cacheFolder)
    {
        byte[] content = EmbeddedFile.Read(assembly, file);
        if (cacheFolder is null)
            return Module.FromBytes(Engine, file, content);
        CompiledFile compiled = new(cacheFolder, file, content);
        return compiled.Load(Engine) ?? compiled.Save(Module.FromBytes(Engine, file, content));
    }
}
