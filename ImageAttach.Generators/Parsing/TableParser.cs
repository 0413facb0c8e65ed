using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads what an image type's table is called.</summary>
internal static class TableParser
{
    public static TableModel Parse(INamedTypeSymbol type) =>
        new(type.FindAttribute(SymbolExtensions.ImageEntity).NamedText("Table") ?? Names.ToSnakeCase(type.Name));
}
