using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ImageAttach.Generators;

/// <summary>Reports what the parsers find wrong. The generator stays silent, so that <c>#pragma</c> and editor fixes work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImageAttachAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.CreateRange(Descriptors.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(CheckType, SymbolKind.NamedType);
        context.RegisterCompilationStartAction(CheckObjectTypes);
        context.RegisterOperationAction(CheckTransaction, OperationKind.Conversion);
    }

    private static void CheckType(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(SymbolExtensions.ImageEntity) is not null)
            Report(context, findings => EntityParser.Parse(type, findings));

        HashSet<Diagnostic> told = [];
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.FindAttribute(SymbolExtensions.ImageAttachment) is not null)
                Report(context, findings => AttachmentParser.Parse(property, findings), told);
        }
    }

    private static void CheckTransaction(OperationAnalysisContext context)
    {
        IConversionOperation conversion = (IConversionOperation)context.Operation;
        if (conversion.IsImplicit && conversion.OperatorMethod?.ContainingType.ToDisplayString() == SymbolExtensions.ImageTransaction)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RawTransaction, conversion.Syntax.GetLocation(), conversion.Syntax.ToString()));
    }

    private static void CheckObjectTypes(CompilationStartAnalysisContext context)
    {
        ConcurrentBag<(string ObjectType, INamedTypeSymbol Type)> found = [];
        context.RegisterSymbolAction(
            symbol =>
            {
                INamedTypeSymbol type = (INamedTypeSymbol)symbol.Symbol;
                if (type.FindAttribute(SymbolExtensions.ImageEntity) is not null && EntityParser.Parse(type, new Findings()) is { } model)
                    found.Add((model.ObjectType, type));
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (IGrouping<string, (string ObjectType, INamedTypeSymbol Type)> same in found.GroupBy(each => each.ObjectType))
            {
                INamedTypeSymbol[] types = [.. same.Select(each => each.Type).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)];
                foreach (INamedTypeSymbol other in types.Skip(1))
                    end.ReportDiagnostic(Diagnostic.Create(Descriptors.SharedObjectType, other.NameLocation(), other.Name, types[0].Name, same.Key));
            }
        });
    }

    // Two attachments of one owner find the same fault in it: it is told once.
    private static void Report(SymbolAnalysisContext context, Action<Findings> parse, HashSet<Diagnostic>? told = null)
    {
        Findings findings = new();
        parse(findings);
        foreach (Diagnostic diagnostic in findings.Diagnostics)
        {
            if (told?.Add(diagnostic) != false)
                context.ReportDiagnostic(diagnostic);
        }
    }
}
