using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>What a parser found wrong. Only the analyzer keeps it: a location must never get into a cached model.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Whether no error was found, so that code can be generated.</summary>
    public bool AreNone => _diagnostics.TrueForAll(diagnostic => diagnostic.DefaultSeverity != DiagnosticSeverity.Error);

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));
}
