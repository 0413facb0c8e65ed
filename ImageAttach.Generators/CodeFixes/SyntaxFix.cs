using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>A fix that replaces one declaration by another; also in the whole document, project or solution at once.</summary>
/// <typeparam name="TNode">The kind of declaration.</typeparam>
public abstract class SyntaxFix<TNode> : CodeFixProvider
    where TNode : SyntaxNode
{
    private readonly ImmutableArray<string> _ids;

    private protected SyntaxFix(params string[] ids) => _ids = ImmutableArray.Create(ids);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => _ids;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TNode>() is not { } declaration)
                continue;
            foreach ((string title, Func<TNode, SyntaxNode> mend) in Fixes(declaration))
                context.RegisterCodeFix(CodeAction.Create(title, _ => Replace(context.Document, root, declaration, mend), equivalenceKey: title), diagnostic);
        }
    }

    /// <summary>What can be done about a declaration; nothing where no mend is mechanical.</summary>
    private protected abstract IEnumerable<(string Title, Func<TNode, SyntaxNode> Mend)> Fixes(TNode declaration);

    // Names are written in full and cut short by the simplifier, where the file's usings allow it.
    private static Task<Document> Replace(Document document, SyntaxNode root, TNode declaration, Func<TNode, SyntaxNode> mend) => Task.FromResult(
        document.WithSyntaxRoot(root.ReplaceNode(
            declaration, mend(declaration).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation, Simplifier.AddImportsAnnotation))));
}
