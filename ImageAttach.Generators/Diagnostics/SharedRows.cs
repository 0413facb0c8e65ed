using System.Collections.Concurrent;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>Finds declarations that would share rows, in this assembly and those that it refers to.</summary>
internal sealed class SharedRows
{
    private readonly ConcurrentBag<(INamedTypeSymbol Image, IPropertySymbol Attachment)> _attachments = [];
    private readonly ConcurrentBag<(TableModel Table, INamedTypeSymbol Image)> _tables = [];

    public void Add(EntityModel entity, INamedTypeSymbol image) => _tables.Add((entity.Table, image));

    public void Add(IPropertySymbol attachment)
    {
        if (AttachmentParser.ImageTypeOf(attachment, out _) is { } image)
            _attachments.Add((image, attachment));
    }

    public void Report(CompilationAnalysisContext context)
    {
        foreach (INamedTypeSymbol type in ReferencedTypes.Find(context.Compilation))
            AddReferenced(type);
        foreach (IGrouping<INamedTypeSymbol, (INamedTypeSymbol Image, IPropertySymbol Attachment)> same in _attachments.GroupBy(declared => declared.Image, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default))
            Report(context, same.Select(declared => declared.Attachment).Where(declared => !OverridesAttachment(declared)), Descriptors.SharedImageType, same.Key.Name);
        foreach (IGrouping<string, (TableModel Table, INamedTypeSymbol Image)> same in _tables.GroupBy(declared => declared.Table.Identity))
            Report(context, same.Select(declared => declared.Image), Descriptors.SharedTable, same.First().Table.FullName);
    }

    private void AddReferenced(INamedTypeSymbol type)
    {
        if (type.FindAttribute(SymbolExtensions.ImageEntity) is not null)
            _tables.Add((TableParser.Parse(type), type));
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.FindAttribute(SymbolExtensions.ImageAttachment) is not null)
                Add(property);
        }
    }

    // The owner's sets are those of its base class.
    private static bool OverridesAttachment(IPropertySymbol property) => property.OverriddenProperty is { } overridden
        && (overridden.FindAttribute(SymbolExtensions.ImageAttachment) is not null || OverridesAttachment(overridden));

    // What shares rows within another assembly was reported there.
    private static void Report(CompilationAnalysisContext context, IEnumerable<ISymbol> sharing, DiagnosticDescriptor descriptor, string shared)
    {
        ISymbol[] symbols = [.. sharing.OrderBy(IsSource).ThenBy(symbol => symbol.ToDisplayString(), StringComparer.Ordinal)];
        foreach (ISymbol other in symbols.Skip(1))
        {
            if (IsSource(other) || !SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, symbols[0].ContainingAssembly))
                context.ReportDiagnostic(Diagnostic.Create(descriptor, IsSource(other) ? other.NameLocation() : null, NameOf(other), NameOf(symbols[0]), shared));
        }

        bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, context.Compilation.Assembly);
    }

    private static string NameOf(ISymbol symbol) => symbol.ToDisplayString();
}
