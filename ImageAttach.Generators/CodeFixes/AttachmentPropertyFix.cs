using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Turns a property into a partial, get-only image set: <c>ImageSet&lt;T&gt;</c> or <c>T</c> as it is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AttachmentPropertyFix() : SyntaxFix<PropertyDeclarationSyntax>("IMGA030")
{
    private static readonly string[] Sets = ["ImageSet", "MultipleImageSet"];

    private protected override IEnumerable<(string Title, Func<PropertyDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        PropertyDeclarationSyntax declaration, TypeNames names)
    {
        if (declaration.Type is PredefinedTypeSyntax or RefTypeSyntax || declaration.Modifiers.Any(SyntaxKind.StaticKeyword))
            yield break;
        TypeSyntax set = SetOf(declaration.Type, names);
        yield return ("Make it a partial image set", property => ToImageSet(property, set));
    }

    private static PropertyDeclarationSyntax ToImageSet(PropertyDeclarationSyntax property, TypeSyntax set)
    {
        AccessorDeclarationSyntax getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
        SyntaxToken partial = SyntaxFactory.Token(default, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        SyntaxTokenList modifiers = property.Modifiers.Any(SyntaxKind.PartialKeyword) ? property.Modifiers : property.Modifiers.Add(partial);
        return property
            .WithType(set)
            .WithModifiers(modifiers)
            .WithAccessorList(SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(getter)))
            .WithExpressionBody(null)
            .WithInitializer(null)
            .WithSemicolonToken(default)
            .WithTrailingTrivia(property.GetTrailingTrivia());
    }

    private static TypeSyntax SetOf(TypeSyntax type, TypeNames names)
    {
        TypeSyntax bare = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        return bare is GenericNameSyntax generic && Sets.Contains(generic.Identifier.Text)
            ? bare.WithTriviaFrom(type)
            : names.GetTypeName("ImageAttach.ImageSet`1", bare).WithTriviaFrom(type);
    }
}
