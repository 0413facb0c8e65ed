using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Writes <c>set</c> for <c>init</c>, so that <c>configure</c> can set the column.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InitToSetFix() : SyntaxFix<PropertyDeclarationSyntax>("IMGA019")
{
    private protected override IEnumerable<(string Title, Func<PropertyDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        PropertyDeclarationSyntax declaration, TypeNames names)
    {
        if (InitOf(declaration) is not null)
            yield return ("Write 'set' instead of 'init'", property => property.ReplaceNode(InitOf(property)!, ToSet(InitOf(property)!)));
    }

    private static AccessorDeclarationSyntax? InitOf(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.InitAccessorDeclaration));

    private static AccessorDeclarationSyntax ToSet(AccessorDeclarationSyntax init) => SyntaxFactory.AccessorDeclaration(
        SyntaxKind.SetAccessorDeclaration,
        init.AttributeLists,
        init.Modifiers,
        SyntaxFactory.Token(SyntaxKind.SetKeyword).WithTriviaFrom(init.Keyword),
        init.Body,
        init.ExpressionBody,
        init.SemicolonToken);
}
