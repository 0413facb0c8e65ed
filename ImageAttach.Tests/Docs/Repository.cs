using System.Runtime.CompilerServices;

namespace ImageAttach.Tests.Docs;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Projects =
        ["ImageAttach.Core", "ImageAttach.Generators", "ImageAttach.Stores", "ImageAttach.AspNetCore", "ImageAttach.Hangfire", "samples"];

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories));

    /// <summary>The C# files that ship, and those of the samples.</summary>
    public static IEnumerable<string> Sources() => Projects.SelectMany(project =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories));

    private static string FindRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
