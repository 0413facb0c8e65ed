using System.Collections.Concurrent;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>Finds declarations that share a name outside of C#, which can be told only when all are known.</summary>
internal sealed class SharedNames
{
    private readonly ConcurrentBag<(EntityModel Entity, INamedTypeSymbol Type)> _objectTypes = [];
    private readonly ConcurrentBag<(FileClaim Claim, ISymbol Symbol)> _files = [];

    public void Add(EntityModel entity, INamedTypeSymbol type)
    {
        _objectTypes.Add((entity, type));
        foreach (FileClaim claim in FileClaims.For(entity))
            _files.Add((claim, type));
    }

    public void Add(AttachmentModel attachment, IPropertySymbol property)
    {
        foreach (FileClaim claim in FileClaims.For(attachment))
            _files.Add((claim, claim.Declaration == FileClaims.NameOf(attachment.Owner) ? property.ContainingType : property));
    }

    public void Report(CompilationAnalysisContext context)
    {
        ReportObjectTypes(context);
        ReportFiles(context);
    }

    private void ReportObjectTypes(CompilationAnalysisContext context)
    {
        // Case doesn't count: on some disks these are one folder.
        foreach (IGrouping<string, (EntityModel Entity, INamedTypeSymbol Type)> same in _objectTypes.GroupBy(declared => declared.Entity.ObjectType, StringComparer.OrdinalIgnoreCase))
        {
            // Those that share a table as well have a worse fault, and another ObjectType doesn't mend that.
            (EntityModel Entity, INamedTypeSymbol Type)[] types = [.. same.OrderBy(declared => declared.Type.ToDisplayString(), StringComparer.Ordinal)
                .GroupBy(declared => declared.Entity.Table.Identity).Select(table => table.First())];
            (EntityModel entity, INamedTypeSymbol first) = types[0];
            foreach ((_, INamedTypeSymbol other) in types.Skip(1))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.SharedObjectType, other.NameLocation(), other.Name, first.Name, entity.ObjectType));
        }
    }

    private void ReportFiles(CompilationAnalysisContext context)
    {
        Dictionary<string, ISymbol> symbols = [];
        foreach ((FileClaim claim, ISymbol symbol) in _files)
            symbols[claim.Declaration] = symbol;
        HashSet<ISymbol> reported = new(SymbolEqualityComparer.Default);
        foreach ((string first, string other, string file) in FileClaim.Clashes(_files.Select(entry => entry.Claim).Append(FileClaims.Catalog)))
        {
            if (reported.Add(symbols[other]))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.SharedFile, symbols[other].NameLocation(), Plain(other), Plain(first), file));
        }
    }

    private static string Plain(string fullName) => fullName.Replace("global::", "");
}
