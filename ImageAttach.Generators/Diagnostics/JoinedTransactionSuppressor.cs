using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Generators;

/// <summary>Hides the compiler's word on the obsolete conversion of a transaction: IMGA050 is reported at the same place, and has a fix.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JoinedTransactionSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Descriptor = new("IMGAS050", "CS0618", "IMGA050 is reported at the same place, and has a fix.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (ImageAttachAnalyzer.IsSilentJoin(context.GetSemanticModel(tree).GetOperation(node, context.CancellationToken)?.Parent))
                context.ReportSuppression(Suppression.Create(Descriptor, diagnostic));
        }
    }
}
