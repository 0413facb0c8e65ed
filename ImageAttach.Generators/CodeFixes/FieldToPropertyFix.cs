using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Turns a public field of an image type into a property, which is a column.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FieldToPropertyFix() : SyntaxFix<FieldDeclarationSyntax>("IMGA018")
{
    // A property can be none of these.
    private static readonly SyntaxKind[] OfFieldsOnly = [SyntaxKind.ReadOnlyKeyword, SyntaxKind.VolatileKeyword, SyntaxKind.FixedKeyword];

    private protected override IEnumerable<(string Title, Func<FieldDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        FieldDeclarationSyntax declaration, TypeNames names)
    {
        if (declaration.Declaration.Variables.Count == 1 && !declaration.Modifiers.Any(modifier => OfFieldsOnly.Contains(modifier.Kind())))
            yield return ("Make it a property", field => ToProperty(field).WithTriviaFrom(field));
    }

    private static PropertyDeclarationSyntax ToProperty(FieldDeclarationSyntax field)
    {
        VariableDeclaratorSyntax variable = field.Declaration.Variables[0];
        PropertyDeclarationSyntax property = SyntaxFactory.PropertyDeclaration(field.Declaration.Type, variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithAttributeLists(field.AttributeLists)
            .WithModifiers(field.Modifiers)
            .WithAccessorList(SyntaxFactory.AccessorList(SyntaxFactory.List([Accessor(SyntaxKind.GetAccessorDeclaration), Accessor(SyntaxKind.SetAccessorDeclaration)])));
        return variable.Initializer is { } initializer
            ? property.WithInitializer(initializer).WithSemicolonToken(field.SemicolonToken)
            : property;
    }

    private static AccessorDeclarationSyntax Accessor(SyntaxKind kind) =>
        SyntaxFactory.AccessorDeclaration(kind).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
}
