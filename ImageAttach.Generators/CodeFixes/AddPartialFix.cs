using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Adds <c>partial</c> to an image type, to the type that it lies in, or to an owner.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddPartialFix() : SyntaxFix<TypeDeclarationSyntax>("IMGA001", "IMGA004", "IMGA032")
{
    private protected override IEnumerable<(string Title, Func<TypeDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        TypeDeclarationSyntax declaration, TypeNames names)
    {
        yield return ("Add 'partial'", AddPartial);
    }

    // The last modifier, as the language wants it. Without others, what stands before the keyword moves before `partial`.
    private static TypeDeclarationSyntax AddPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }
}
