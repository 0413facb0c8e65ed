using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds the property that keeps the picture's placeholder.</summary>
internal static class PlaceholderParser
{
    /// <returns>The column; null when none is declared, or none that could keep it.</returns>
    public static ColumnModel? Parse(INamedTypeSymbol type, IReadOnlyList<ColumnModel> columns, DiagnosticBag diagnostics)
    {
        ColumnModel? found = null;
        foreach (IPropertySymbol property in type.Properties().Where(property => property.FindInheritedAttribute(SymbolExtensions.Placeholder) is not null))
        {
            ColumnModel? column = columns.FirstOrDefault(column => column.Property == Names.Escape(property.Name));
            if (FaultOf(property, column, found) is { } fault)
                diagnostics.Add(Descriptors.BadPlaceholder, property.NameLocation(), property.Name, fault);
            found ??= column;
        }

        return found;
    }

    private static string? FaultOf(IPropertySymbol property, ColumnModel? column, ColumnModel? other) => column switch
    {
        null => "it is no column; give it a getter and a setter, both public or internal, and no [NotMapped]",
        { IsKey: true } => "it is part of the key; take [Key] off it",
        not { Conversion: null, Kind: ColumnKind.String or ColumnKind.Binary, IsNullable: true } =>
            $"it is of type '{column.Type}'; make it a `string?` or a `byte[]?`, null where there is none yet",
        _ when property.SetMethod?.IsInitOnly == true => "it can't be set once the picture is read; write `set` instead of `init`",
        _ when other is not null => $"'{other.Property}' keeps it already; take [Placeholder] off one of them",
        _ => null,
    };
}
