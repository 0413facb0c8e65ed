using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds the types of other assemblies that may be image types and owners.</summary>
internal static class ReferencedTypes
{
    private const string Core = "ImageAttach.Core";

    /// <summary>The types of all assemblies that use ImageAttach and that the compilation refers to.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Core)))
        .SelectMany(assembly => In(assembly.GlobalNamespace));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol inner => In(inner),
        INamedTypeSymbol type => In(type).Prepend(type),
        _ => [],
    });
}
