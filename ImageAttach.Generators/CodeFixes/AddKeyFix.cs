using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Marks a property of an image type with [Key]: offers those that are called …Id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddKeyFix() : SyntaxFix<ClassDeclarationSyntax>("IMGA010")
{
    private protected override IEnumerable<(string Title, Func<ClassDeclarationSyntax, SyntaxNode> Mend)> Fixes(ClassDeclarationSyntax declaration) =>
        declaration.Members.OfType<PropertyDeclarationSyntax>()
            .Where(property => property.Identifier.Text.EndsWith("Id", StringComparison.Ordinal) && property.Type is not NullableTypeSyntax)
            .Select(property => (
                $"Mark '{property.Identifier.Text}' with [Key]",
                (Func<ClassDeclarationSyntax, SyntaxNode>)(type => type.ReplaceNode(
                    property, AttributeLine.Add(property, "global::System.ComponentModel.DataAnnotations.Key")))));
}
