using System.Security.Cryptography;
using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>A compiled program on disk. It is machine code, and run as it is: a program that can write to its folder can run anything.</summary>
internal sealed class CompiledFile(string folder, string program, ReadOnlySpan<byte> content)
{
    // Another version of a package may bring another program of the same name.
    private readonly string _path = Path.Combine(folder, $"{program}-{Convert.ToHexStringLower(SHA256.HashData(content))}.compiled");

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
    /// <returns>The program.</returns>
    public Module Save(Module module)
    {
        Directory.CreateDirectory(folder);
        string unfinished = $"{_path}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(unfinished, options))
            file.Write(module.Serialize());
        File.Move(unfinished, _path, overwrite: true);
        return module;
    }
}
