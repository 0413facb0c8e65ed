using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads what an image type's table is called: by [ImageEntity], else by [Table], else by the type's own name.</summary>
internal static class TableParser
{
    public static TableModel Parse(INamedTypeSymbol type)
    {
        AttributeData? entity = type.FindAttribute(SymbolExtensions.ImageEntity), table = MappingAttributes.Table(type);
        string? schema = entity.NamedText("Schema") ?? table.NamedText("Schema");
        string name = entity.NamedText("Table") ?? table.FirstText() ?? Names.ToSnakeCase(type.Name);
        return schema is null && entity.NamedText("Table") is null && table is not null && MappingAttributes.IsRawName(table) && name.IndexOf('.') is >= 0 and int dot
            ? new(name.Substring(0, dot), name.Substring(dot + 1))
            : new(schema, name);
    }
}
