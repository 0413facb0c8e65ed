using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>A fix that replaces one declaration or expression by another; also in the whole document, project or solution at once.</summary>
/// <typeparam name="TNode">The kind of declaration or expression.</typeparam>
public abstract class SyntaxFix<TNode> : CodeFixProvider
    where TNode : SyntaxNode
{
    private readonly ImmutableArray<string> _ids;

    private protected SyntaxFix(params string[] ids) => _ids = ImmutableArray.Create(ids);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => _ids;

    // All in one edit. The batch fixer puts texts together instead, and drops fixes that add the same using.
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((string title, _) in Find(editor, diagnostic).Fixes)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, token => ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), title, token), equivalenceKey: title),
                    diagnostic);
            }
        }
    }

    /// <summary>What can be done about a declaration; nothing where the code can't be fixed automatically.</summary>
    /// <param name="declaration">The declaration. A fix gets it as it is after other fixes, and returns what replaces it.</param>
    /// <param name="names">Writes the names of types that the fixes need.</param>
    private protected abstract IEnumerable<(string Title, Func<TNode, SyntaxNode> Apply)> Fixes(TNode declaration, TypeNames names);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? title, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        HashSet<TNode> fixedDeclarations = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            (TNode? declaration, IEnumerable<(string Title, Func<TNode, SyntaxNode> Apply)> fixes) = Find(editor, diagnostic);
            if (declaration is null || fixes.FirstOrDefault(fix => fix.Title == title).Apply is not { } apply || !fixedDeclarations.Add(declaration))
                continue;
            editor.ReplaceNode(declaration, (current, _) => apply((TNode)current).WithAdditionalAnnotations(Formatter.Annotation));
        }

        return editor.GetChangedDocument();
    }

    private (TNode? Declaration, IEnumerable<(string Title, Func<TNode, SyntaxNode> Apply)> Fixes) Find(DocumentEditor editor, Diagnostic diagnostic)
    {
        TNode? declaration = editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>();
        return (declaration, declaration is null ? [] : Fixes(declaration, new TypeNames(editor.Generator, editor.SemanticModel)));
    }
}
