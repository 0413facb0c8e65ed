using System.Collections.Immutable;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ImageAttach.Generators;

/// <summary>Reports what the parsers find wrong. The generator stays silent, so that <c>#pragma</c> and editor fixes work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImageAttachAnalyzer : DiagnosticAnalyzer
{
    private readonly EmitPipeline _pipeline;

    /// <summary>What compilers make.</summary>
    public ImageAttachAnalyzer()
        : this(new EmitPipeline())
    {
    }

    internal ImageAttachAnalyzer(EmitPipeline pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.CreateRange(Descriptors.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(CheckTypes);
        context.RegisterOperationAction(CheckTransaction, OperationKind.Conversion);
        context.RegisterOperationAction(AddCallCheck.Run, OperationKind.Invocation);
    }

    private void CheckTypes(CompilationStartAnalysisContext context)
    {
        SharedNames names = new();
        SharedRows rows = new();
        context.RegisterSymbolAction(symbol => CheckType(symbol, names, rows), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            names.Report(end);
            rows.Report(end);
        });
    }

    private void CheckType(SymbolAnalysisContext context, SharedNames names, SharedRows rows)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(SymbolExtensions.ImageEntity) is not null)
            Report(context, type, diagnostics => Complete(type, names, rows, diagnostics));
        Report(context, type, diagnostics => IneffectiveAttributeCheck.Run(type, diagnostics));
        Report(context, type, diagnostics => UnreadMembers.Find(type, diagnostics));

        HashSet<Diagnostic> reported = [];
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.FindAttribute(SymbolExtensions.ImageAttachment) is not null)
                Report(context, property, diagnostics => Complete(property, context.Compilation, names, rows, diagnostics), reported);
        }
    }

    // What isn't there although nothing is wrong with it: the generator failed to write it, and so does this.
    private void Complete(INamedTypeSymbol type, SharedNames names, SharedRows rows, DiagnosticBag diagnostics)
    {
        if (_pipeline.Read(type, diagnostics) is not { } entity)
            return;
        names.Add(entity, type);
        rows.Add(entity, type);
        if (!type.HasFile(entity.Type.HintName))
            _pipeline.Write(entity);
    }

    private void Complete(IPropertySymbol property, Compilation compilation, SharedNames names, SharedRows rows, DiagnosticBag diagnostics)
    {
        if (_pipeline.Read(property, diagnostics) is not { } attachment)
            return;
        names.Add(attachment, property);
        rows.Add(property);
        if (!property.ContainingType.GetMembers(AttachmentEmitter.FieldFor(property)).Any(SymbolExtensions.IsGenerated))
            _pipeline.Write(attachment);
        if (SubsetModel.Create(attachment) is { } subset && compilation.GetTypeByMetadataName(SubsetEmitter.FullTypeName(subset.Image.Type)) is null)
            _pipeline.Write(subset);
    }

    /// <summary>Whether an operation converts a transaction to an ImageTransaction, without saying so.</summary>
    internal static bool IsSilentJoin(IOperation? operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: { } conversion } && conversion.ContainingType.ToDisplayString() == SymbolExtensions.ImageTransaction;

    private static void CheckTransaction(OperationAnalysisContext context)
    {
        if (IsSilentJoin(context.Operation))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RawTransaction, context.Operation.Syntax.GetLocation(), context.Operation.Syntax.ToString()));
    }

    // Two attachments of one owner find the same fault in it: it is told once.
    private static void Report(SymbolAnalysisContext context, ISymbol symbol, Action<DiagnosticBag> complete, HashSet<Diagnostic>? reported = null)
    {
        DiagnosticBag diagnostics = new(context.Compilation, symbol);
        try
        {
            complete(diagnostics);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            diagnostics.Add(Descriptors.Failed, symbol.NameLocation(), symbol.Name, OneLine(fault));
        }

        foreach (Diagnostic diagnostic in diagnostics.Diagnostics)
        {
            if (reported?.Add(diagnostic) != false)
                context.ReportDiagnostic(diagnostic);
        }
    }

    // Compilers print no more than a line.
    private static string OneLine(Exception fault) => string.Join(" ", fault.ToString().Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
}
