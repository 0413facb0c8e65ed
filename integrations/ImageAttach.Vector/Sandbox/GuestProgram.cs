using Wasmtime;

namespace ImageAttach.Vector.Sandbox;

/// <summary>A program in WebAssembly, compiled when it is first needed and then kept for the life of the process.</summary>
internal sealed class GuestProgram
{
    private readonly string _file;
    private readonly Lock _compiling = new();
    private Module? _module;

    private GuestProgram(string file) => _file = file;

    /// <summary>Draws SVG.</summary>
    public static GuestProgram Resvg { get; } = new("resvg.wasm");

    /// <summary>Draws PDF.</summary>
    public static GuestProgram Pdfium { get; } = new("pdfium.wasm");

    /// <summary>Compiles and runs all programs.</summary>
    public static Engine Engine { get; } = new(new Config().WithEpochInterruption(true).WithWasmThreads(false));

    /// <summary>Asks running guests whether they may go on.</summary>
    public static EpochClock Clock { get; } = new(Engine);

    /// <summary>The compiled program.</summary>
    /// <param name="cacheFolder">Where to look for it compiled already, and to leave it; null for nowhere.</param>
    public Module Compiled(string? cacheFolder)
    {
        lock (_compiling)
            return _module ??= cacheFolder is null ? Compile() : new CompiledFile(cacheFolder, _file).Load(Engine) ?? CompileInto(cacheFolder);
    }

    private Module Compile() => Module.FromBytes(Engine, _file, Resource.Read(_file));

    private Module CompileInto(string cacheFolder)
    {
        Module module = Compile();
        new CompiledFile(cacheFolder, _file).Save(module);
        return module;
    }
}
