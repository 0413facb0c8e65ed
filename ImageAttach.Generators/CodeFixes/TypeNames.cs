using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>
/// Types as a fix writes them: in full, and marked. The editor then imports their namespaces and cuts the names
/// short, unless a name of the user's is in the way.
/// </summary>
internal sealed class TypeNames(SyntaxGenerator generator, SemanticModel model)
{
    public NameSyntax GetTypeName(string fullName) => model.Compilation.GetTypeByMetadataName(fullName) is { } type
        ? (NameSyntax)Imported(type)
        : SyntaxFactory.ParseName("global::" + fullName);

    /// <summary>A generic type of one type that the file names already.</summary>
    public TypeSyntax GetTypeName(string fullName, TypeSyntax argument) =>
        model.Compilation.GetTypeByMetadataName(fullName) is { } type && model.GetTypeInfo(argument).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } known
            ? Imported(type.Construct(known.WithNullableAnnotation(NullableAnnotation.None)))
            : SyntaxFactory.ParseTypeName($"global::{fullName.Split('`')[0]}<{argument.WithoutTrivia()}>");

    public bool IsType(TypeSyntax written, string fullName) =>
        model.GetTypeInfo(written).Type is { } type && SymbolEqualityComparer.Default.Equals(type, model.Compilation.GetTypeByMetadataName(fullName));

    private TypeSyntax Imported(INamedTypeSymbol type) =>
        (TypeSyntax)generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
