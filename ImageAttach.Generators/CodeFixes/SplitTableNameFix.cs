using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Splits the name of a table at its dot: into [ImageEntity]'s Schema and Table, or [Table]'s name and Schema.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SplitTableNameFix() : SyntaxFix<ClassDeclarationSyntax>("IMGA025")
{
    private protected override IEnumerable<(string Title, Func<ClassDeclarationSyntax, SyntaxNode> Apply)> Fixes(
        ClassDeclarationSyntax declaration, TypeNames names)
    {
        if (TableOf(declaration) is { } table)
            yield return ($"Use the schema '{Parts(table)[0]}'", type => type.ReplaceNode(TableOf(type)!.Parent!, Split(TableOf(type)!)));
    }

    // Named Table in [ImageEntity], and the only one without a name in [Table]. A constant is declared elsewhere.
    private static AttributeArgumentSyntax? TableOf(ClassDeclarationSyntax type) => type.AttributeLists
        .SelectMany(list => list.Attributes)
        .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? [])
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text is null or "Table" && Parts(argument).Length == 2);

    private static string[] Parts(AttributeArgumentSyntax argument) =>
        argument.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText.Split('.') : [];

    private static AttributeArgumentListSyntax Split(AttributeArgumentSyntax table)
    {
        string[] parts = Parts(table);
        AttributeArgumentSyntax schema = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals("Schema"), nameColon: null, Text(parts[0])).NormalizeWhitespace();
        AttributeArgumentListSyntax list = (AttributeArgumentListSyntax)table.Parent!;
        int index = list.Arguments.IndexOf(table);
        return list.WithArguments(list.Arguments.Replace(table, table.WithExpression(Text(parts[1]))).Insert(table.NameEquals is null ? index + 1 : index, schema));
    }

    private static LiteralExpressionSyntax Text(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
