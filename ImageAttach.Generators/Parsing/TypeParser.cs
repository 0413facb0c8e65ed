using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads the shape of a type that is to be completed.</summary>
internal static class TypeParser
{
    /// <param name="type">The type.</param>
    /// <param name="notPartial">What to report when it isn't partial.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    public static TypeModel Parse(INamedTypeSymbol type, DiagnosticDescriptor notPartial, DiagnosticBag diagnostics)
    {
        if (!IsPartial(type))
            diagnostics.Add(notPartial, type.NameLocation(), type.Name);

        List<INamedTypeSymbol> containers = [];
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, container);
            if (!IsPartial(container))
                diagnostics.Add(Descriptors.ContainerNotPartial, container.NameLocation(), type.Name, container.Name);
        }

        return new(
            Namespace: type.ContainingNamespace.FullName(),
            Name: Names.Escape(type.Name),
            Declaration: Declare(type),
            Containers: new([.. containers.Select(Declare)]),
            FullName: type.FullName(),
            FlatName: string.Join("_", [.. containers.Select(Flat), Flat(type)]),
            IsRecord: type.IsRecord);
    }

    // Owner`1 and Owner are two types, and need two files.
    private static string Flat(INamedTypeSymbol type) => type.MetadataName.Replace('`', '_');

    private static string Declare(INamedTypeSymbol type)
    {
        string kind = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        return $"partial {kind} {type.ShortName()}";
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
