namespace ImageAttach.Tests.Architecture;

/// <summary>A type as it was compiled, with what it uses.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Assembly">The assembly that it is in.</param>
/// <param name="Folder">The folder of its source, relative to that of its project; empty for the project's own folder.</param>
/// <param name="Uses">The other types that it uses: outermost ones, of any assembly of the solution.</param>
internal sealed record CompiledType(string Name, string Assembly, string Folder, IReadOnlySet<string> Uses)
{
    /// <summary>The first part of its folder.</summary>
    public string Room => Folder.Split('/')[0];
}
