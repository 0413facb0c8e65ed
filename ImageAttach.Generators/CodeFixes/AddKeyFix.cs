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
    private protected override IEnumerable<(string Title, Func<ClassDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        ClassDeclarationSyntax declaration, TypeNames names)
    {
        NameSyntax key = names.GetTypeName("System.ComponentModel.DataAnnotations.KeyAttribute");
        return Properties(declaration)
            .Where(property => property.Identifier.Text.EndsWith("Id", StringComparison.Ordinal) && property.Type is not NullableTypeSyntax)
            .Select(property => (
                $"Mark '{property.Identifier.Text}' with [Key]",
                (Func<ClassDeclarationSyntax, SyntaxNode>)(type => Mark(type, property.Identifier.Text, key))));
    }

    private static ClassDeclarationSyntax Mark(ClassDeclarationSyntax type, string name, NameSyntax key)
    {
        PropertyDeclarationSyntax property = Properties(type).First(candidate => candidate.Identifier.Text == name);
        return type.ReplaceNode(property, AttributeLine.Add(property, key));
    }

    private static IEnumerable<PropertyDeclarationSyntax> Properties(ClassDeclarationSyntax type) => type.Members.OfType<PropertyDeclarationSyntax>();
}
