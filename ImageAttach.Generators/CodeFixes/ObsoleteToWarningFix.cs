using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Turns an [Obsolete] that is an error into a warning, so that generated code can use the member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ObsoleteToWarningFix() : SyntaxFix<MemberDeclarationSyntax>("IMGA038")
{
    private protected override IEnumerable<(string Title, Func<MemberDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        MemberDeclarationSyntax declaration, TypeNames names)
    {
        // What is obsolete may also be the type of a column, or the owner's key: those are declared elsewhere.
        if (ErrorOf(declaration) is not null)
            yield return ("Make [Obsolete] a warning", member => member.RemoveNode(ErrorOf(member)!, SyntaxRemoveOptions.KeepNoTrivia)!);
    }

    // [Obsolete("…", true)] or [Obsolete("…", error: true)]
    private static AttributeArgumentSyntax? ErrorOf(MemberDeclarationSyntax member) => member.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(attribute => LastNameOf(attribute.Name) is "Obsolete" or "ObsoleteAttribute")
        .Select(attribute => attribute.ArgumentList?.Arguments.ElementAtOrDefault(1))
        .FirstOrDefault(argument => argument?.Expression.IsKind(SyntaxKind.TrueLiteralExpression) == true);

    private static string LastNameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => "",
    };
}
