using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Makes a property ObjectId override that of Image.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OverrideObjectIdFix() : SyntaxFix<PropertyDeclarationSyntax>("IMGA013")
{
    private static readonly SyntaxKind[] Replaced =
        [SyntaxKind.NewKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword];

    private protected override IEnumerable<(string Title, Func<PropertyDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        PropertyDeclarationSyntax declaration, TypeNames names)
    {
        // Image's has no setter, so an override can't have one either.
        if (names.IsType(declaration.Type, "ImageAttach.ObjectId")
            && !declaration.Modifiers.Any(SyntaxKind.StaticKeyword)
            && declaration.AccessorList?.Accessors.Any(accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) != true)
            yield return ("Override 'ObjectId'", Override);
    }

    private static PropertyDeclarationSyntax Override(PropertyDeclarationSyntax property)
    {
        IEnumerable<SyntaxToken> remaining = property.Modifiers.Where(modifier => !Replaced.Contains(modifier.Kind()));
        SyntaxTokenList modifiers = SyntaxFactory.TokenList([Modifier(SyntaxKind.PublicKeyword), Modifier(SyntaxKind.OverrideKeyword), .. remaining]);
        return property.Modifiers.Count > 0
            ? property.WithModifiers(modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(property.Modifiers[0].LeadingTrivia)))
            : property.WithType(property.Type.WithoutLeadingTrivia())
                .WithModifiers(modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(property.Type.GetLeadingTrivia())));
    }

    private static SyntaxToken Modifier(SyntaxKind kind) => SyntaxFactory.Token(default, kind, SyntaxFactory.TriviaList(SyntaxFactory.Space));
}
