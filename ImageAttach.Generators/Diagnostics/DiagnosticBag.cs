using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>What a parser found wrong. Only the analyzer keeps it: a location must never get into a cached model.</summary>
/// <param name="compilation">The project; null where nobody reads the places.</param>
/// <param name="symbol">Where what lies in another project is reported, such as a property of a base class.</param>
internal sealed class DiagnosticBag(Compilation? compilation = null, ISymbol? symbol = null)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Whether no error was found, so that code can be generated.</summary>
    public bool HasNoErrors => _diagnostics.TrueForAll(diagnostic => diagnostic.DefaultSeverity != DiagnosticSeverity.Error);

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, IsHere(location) ? location : symbol?.NameLocation(), arguments));

    private bool IsHere(Location? location) => location?.SourceTree is { } tree && compilation?.ContainsSyntaxTree(tree) != false;
}
