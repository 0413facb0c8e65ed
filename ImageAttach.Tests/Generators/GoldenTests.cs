using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Generators;

/// <summary>One source in, reviewed files out. Run with UPDATE_GOLDEN=1 to write them anew, then read the difference.</summary>
public sealed class GoldenTests
{
    [TestCase("Shop")]
    [TestCase("Columns")]
    [TestCase("Shapes")]
    [TestCase("Keys")]
    [TestCase("Thumbnails")]
    [TestCase("Stores")]
    [TestCase("Types")]
    [TestCase("Owners")]
    public async Task What_is_generated_is_what_was_reviewed(string name)
    {
        string folder = Path.Combine(Repository.Root, "ImageAttach.Tests", "Generators", "Golden", name);
        GeneratorRun run = GeneratorRun.Of(await File.ReadAllTextAsync(Path.Combine(folder, "Input.cs")));

        Assert.That(run.CompilerFindings, Is.Empty, "compiles without a warning");
        Assert.That(await run.AnalyzeAsync(), Is.Empty, "nothing to report");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await UpdateAsync(folder, run.Files);
        string[] golden = [.. Directory.EnumerateFiles(folder, "*.g.cs").Select(file => Path.GetFileName(file)!)];
        Assert.That(run.Files.Keys, Is.EquivalentTo(golden));
        foreach ((string file, string text) in run.Files)
            Assert.That(text, Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(folder, file))), file);
    }

    private static async Task UpdateAsync(string folder, IReadOnlyDictionary<string, string> files)
    {
        foreach (string old in Directory.EnumerateFiles(folder, "*.g.cs"))
            File.Delete(old);
        foreach ((string file, string text) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, file), text);
    }
}
