using System.Runtime.CompilerServices;

namespace ImageAttach.Tests.Docs;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static Dictionary<string, string> ProjectFolders { get; } = new[] { Root, Path.Combine(Root, "integrations") }
        .SelectMany(folder => Directory.EnumerateDirectories(folder, "ImageAttach.*"))
        .Where(folder => File.Exists(Path.Combine(folder, $"{Path.GetFileName(folder)}.csproj")))
        .ToDictionary(folder => Path.GetFileName(folder));

    /// <summary>The names of the packages, which are those of their folders.</summary>
    public static string[] Packages { get; } = [.. ProjectFolders.Keys.Except(["ImageAttach.Generators", "ImageAttach.Tests"]).Order(StringComparer.Ordinal)];

    /// <summary>The packages whose members programs call.</summary>
    public static string[] Libraries { get; } = [.. Packages.Where(name => name != "ImageAttach.Tool")];

    /// <summary>The folder of a project.</summary>
    public static string ProjectFolder(string name) => ProjectFolders[name];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>All pages, with those that packages show.</summary>
    public static IEnumerable<string> Documents() => Directory.EnumerateFiles(Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
        .Concat(Packages.Select(name => Path.Combine(ProjectFolder(name), "README.md")).Where(File.Exists));

    /// <summary>The C# files that ship, and those of the samples.</summary>
    public static IEnumerable<string> Sources() =>
        Packages.Append("ImageAttach.Generators").Select(ProjectFolder).Append("samples").SelectMany(Sources);

    /// <summary>The C# files of tests, benchmarks and what builds them, without files that a test compares generated ones with.</summary>
    public static IEnumerable<string> OtherSources() => new[] { "ImageAttach.Tests", "benchmarks", "build" }.SelectMany(Sources)
        .Where(file => !file.Contains("/Golden/", StringComparison.Ordinal));

    /// <summary>What was generated for the tests' own image types, and what they are generated from and compared with.</summary>
    public static IEnumerable<string> GeneratedSources() => Sources("ImageAttach.Tests/Generators/Golden")
        .Concat(Sources("artifacts/obj/ImageAttach.Tests").Where(file => file.Contains("/ImageAttach.Generators/", StringComparison.Ordinal)));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    private static string FindRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
