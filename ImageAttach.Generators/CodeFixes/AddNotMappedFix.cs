using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Says of a property that isn't stored that this is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddNotMappedFix() : SyntaxFix<PropertyDeclarationSyntax>("IMGA042")
{
    private protected override IEnumerable<(string Title, Func<PropertyDeclarationSyntax, SyntaxNode> Mend)> Fixes(
        PropertyDeclarationSyntax declaration, TypeNames names)
    {
        NameSyntax notMapped = names.Of("System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute");
        yield return ("Mark with [NotMapped]", property => AttributeLine.Add(property, notMapped));
    }
}
