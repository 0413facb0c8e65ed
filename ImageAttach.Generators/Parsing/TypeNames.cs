using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>
/// The names of types. All of them are asked for again after each keystroke, and Roslyn's display of a symbol takes as long as
/// the rest of a parser: the plain cases, which are nearly all, are put together here.
/// </summary>
internal static class TypeNames
{
    /// <summary>Whether a type that lies in no other has this name, written as metadata does: <c>ImageAttach.ImageSet`1</c>.</summary>
    public static bool IsNamed(this INamedTypeSymbol type, string fullName)
    {
        int remaining = fullName.Length;
        if (type.ContainingType is not null || !EndsWith(fullName, type.MetadataName, ref remaining))
            return false;
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            if (!EndsWith(fullName, ".", ref remaining) || !EndsWith(fullName, space.Name, ref remaining))
                return false;
        }

        return remaining == 0;
    }

    /// <summary>The name from <c>global::</c> on.</summary>
    public static string FullName(this INamedTypeSymbol type) => type.WithContainers().Any(container => container.IsGenericType)
        ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
        : $"global::{Prefix(type.ContainingNamespace)}{string.Concat(type.WithContainers().Skip(1).Select(container => Names.Escape(container.Name) + ".").Reverse())}{Names.Escape(type.Name)}";

    /// <summary>The name in its own namespace, with type parameters: <c>Owner&lt;T&gt;</c>.</summary>
    public static string ShortName(this INamedTypeSymbol type) =>
        type.IsGenericType ? type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) : Names.Escape(type.Name);

    /// <summary>The namespace's name; empty for the global one.</summary>
    public static string FullName(this INamespaceSymbol space) => Prefix(space).TrimEnd('.');

    private static string Prefix(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? "" : $"{Prefix(space.ContainingNamespace)}{Names.Escape(space.Name)}.";

    // Takes the end off that part of the text that is left.
    private static bool EndsWith(string text, string end, ref int remaining)
    {
        remaining -= end.Length;
        return remaining >= 0 && string.CompareOrdinal(text, remaining, end, 0, end.Length) == 0;
    }
}
