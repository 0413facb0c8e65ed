using ImageAttach.Tests.Support;
using ImageAttach.WebAssembly;
using Wasmtime;

namespace ImageAttach.Tests.Vector;

internal sealed class CompiledFileTests
{
    private const string Program = "adds.wasm";

    [Test]
    public void What_was_compiled_once_is_loaded_the_next_time()
    {
        using TemporaryFolder folder = new();
        using Module module = Module.FromText(GuestProgram.Engine, Program, "(module (func (export \"add\") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))");
        string cache = Path.Combine(folder.Path, "compiled");
        new CompiledFile(cache, Program, [1, 2, 3]).Save(module);
        new CompiledFile(cache, Program, [1, 2, 3]).Save(module);

        using Module? loaded = new CompiledFile(cache, Program, [1, 2, 3]).Load(GuestProgram.Engine);

        Assert.That(loaded?.Exports.Select(export => export.Name), Is.EqualTo(new[] { "add" }));
        Assert.That(Directory.GetFiles(cache), Has.Length.EqualTo(1), "nothing unfinished is left");
    }

    [Test]
    public void What_is_not_there_or_no_compiled_program_is_not_loaded()
    {
        using TemporaryFolder folder = new();
        CompiledFile file = new(folder.Path, Program, [1, 2, 3]);
        Assert.That(file.Load(GuestProgram.Engine), Is.Null);

        using Module module = Module.FromText(GuestProgram.Engine, Program, "(module)");
        file.Save(module);
        string path = Directory.GetFiles(folder.Path).Single();
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Take(40)]);

        Assert.That(file.Load(GuestProgram.Engine), Is.Null);
    }
}
