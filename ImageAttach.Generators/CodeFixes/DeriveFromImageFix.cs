using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Derives an image type from Image.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeriveFromImageFix() : SyntaxFix<ClassDeclarationSyntax>("IMGA005")
{
    private protected override IEnumerable<(string Title, Func<ClassDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        ClassDeclarationSyntax declaration, TypeNames names)
    {
        // A base class that is there can't be told from an interface by its name: then the user has to decide.
        if (declaration.BaseList is not null)
            yield break;
        TypeSyntax image = names.GetTypeName("ImageAttach.Image");
        yield return ("Derive from 'Image'", type => Derive(type, image));
    }

    private static ClassDeclarationSyntax Derive(ClassDeclarationSyntax type, TypeSyntax imageType)
    {
        BaseTypeSyntax image = SyntaxFactory.SimpleBaseType(imageType);
        SyntaxTriviaList behind = type.Identifier.TrailingTrivia;
        BaseListSyntax bases = SyntaxFactory.BaseList(SyntaxFactory.SingletonSeparatedList(image))
            .WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(behind);
        return type.WithIdentifier(type.Identifier.WithTrailingTrivia(SyntaxFactory.Space)).WithBaseList(bases);
    }
}
