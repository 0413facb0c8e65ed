using System.Text.RegularExpressions;
using Mono.Cecil;

namespace ImageAttach.Tests.Architecture;

/// <summary>Finds in which folder of a project a type is written.</summary>
internal sealed class SourceFolders(string project)
{
    private readonly (string Folder, string Text)[] _files =
        [.. Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Select(file => (Path.GetDirectoryName(file)!, File.ReadAllText(file)))];

    /// <summary>Finds the folder, relative to the project's: where the lines of its code are, or its declaration if it has no code.</summary>
    /// <exception cref="InvalidOperationException">The type is written in several folders, or in none.</exception>
    public string Find(TypeDefinition type)
    {
        string[] folders = [.. DocumentsOf(type).Select(document => Path.GetDirectoryName(document)!).Distinct()];
        if (folders is [])
            folders = [.. _files.Where(file => Declaration(type).IsMatch(file.Text)).Select(file => file.Folder).Distinct()];
        return folders is [string folder]
            ? Path.GetRelativePath(project, folder).Replace('\\', '/').TrimStart('.')
            : throw new InvalidOperationException($"{type.FullName} is written in {folders.Length} folders: {string.Join(", ", folders)}. A type belongs to one.");
    }

    private static Regex Declaration(TypeDefinition type) =>
        new($@"\b(class|struct|record|interface|enum|delegate [\w<>\[\]?, ]+) {type.Name.Split('`')[0]}\b(?!\()|\bdelegate [\w<>\[\]?, ]+ {type.Name.Split('`')[0]}\(");

    // A build server maps the root of the sources to /_/. Sources outside of the project are linked or generated.
    private IEnumerable<string> DocumentsOf(TypeDefinition type) => type.Methods
        .Where(method => method.DebugInformation.HasSequencePoints)
        .SelectMany(method => method.DebugInformation.SequencePoints)
        .Select(point => point.Document.Url.StartsWith("/_/", StringComparison.Ordinal) ? $"{Docs.Repository.Root}{point.Document.Url[2..]}" : point.Document.Url)
        .Where(path => path.StartsWith(project, StringComparison.Ordinal) && File.Exists(path))
        .Concat(type.NestedTypes.SelectMany(DocumentsOf));
}
