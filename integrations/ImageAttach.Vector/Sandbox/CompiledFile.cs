using Wasmtime;

namespace ImageAttach.Vector.Sandbox;

/// <summary>A compiled program on disk. It is machine code, and run as it is: whoever can write to its folder can run what he likes.</summary>
internal sealed class CompiledFile(string folder, string program)
{
    // Another version of this package may bring another program of the same name.
    private readonly string _path = Path.Combine(folder, $"{program}-{typeof(CompiledFile).Assembly.ManifestModule.ModuleVersionId:N}.compiled");

    /// <summary>Loads it; null when there is none, or when it was made by another version of the compiler or for another processor.</summary>
    public Module? Load(Engine engine)
    {
        try
        {
            return File.Exists(_path) ? Module.Deserialize(engine, program, File.ReadAllBytes(_path)) : null;
        }
        catch (WasmtimeException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, complete or not at all, for its owner alone.</summary>
    public void Save(Module module)
    {
        Directory.CreateDirectory(folder);
        string unfinished = $"{_path}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(unfinished, options))
            file.Write(module.Serialize());
        File.Move(unfinished, _path, overwrite: true);
    }
}
