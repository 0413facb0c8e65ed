using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Marks a property or field as one that isn't a column.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddNotMappedFix() : SyntaxFix<MemberDeclarationSyntax>("IMGA017", "IMGA018", "IMGA042")
{
    private protected override IEnumerable<(string Title, Func<MemberDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        MemberDeclarationSyntax declaration, TypeNames names)
    {
        NameSyntax notMapped = names.GetTypeName("System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute");
        yield return ("Mark with [NotMapped]", member => AttributeLine.Add(member, notMapped));
    }
}
