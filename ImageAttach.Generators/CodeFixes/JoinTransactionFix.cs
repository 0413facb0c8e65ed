using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Writes <c>ImageTransaction.Join</c> where a transaction is joined silently. It does the same, visibly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class JoinTransactionFix() : SyntaxFix<ExpressionSyntax>("IMGA050")
{
    private protected override IEnumerable<(string Title, Func<ExpressionSyntax, SyntaxNode> Apply)> Fixes(ExpressionSyntax declaration, TypeNames names)
    {
        NameSyntax type = names.GetTypeName("ImageAttach.ImageTransaction");
        yield return ("Join with 'ImageTransaction.Join'", transaction => Join(transaction, type));
    }

    private static InvocationExpressionSyntax Join(ExpressionSyntax transaction, NameSyntax type) => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, type, SyntaxFactory.IdentifierName("Join")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(transaction.WithoutTrivia()))))
        .WithTriviaFrom(transaction);
}
