using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads a class with [ImageEntity].</summary>
internal static class EntityParser
{
    private const int LongestObjectType = 100;

    /// <returns>The model; null when something is wrong.</returns>
    public static EntityModel? Parse(INamedTypeSymbol type, Findings findings)
    {
        TypeModel shape = TypeParser.Parse(type, Descriptors.NotPartial, findings);
        if (!type.DerivesFromImage())
        {
            findings.Add(Descriptors.NotDerivedFromImage, type.NameLocation(), type.Name);
            return null;
        }

        AttributeData? attribute = type.FindAttribute(SymbolExtensions.ImageEntity);
        string table = attribute.NamedText("Table") ?? Names.ToSnakeCase(type.Name);
        string objectType = attribute.NamedText("ObjectType") ?? table.Replace('_', '-');
        if (!IsPlainName(objectType))
            findings.Add(Descriptors.BadObjectType, type.NameLocation(), type.Name, objectType);

        bool writesObjectId = type.Properties().Any(property => property is { Name: "ObjectId", IsOverride: true });
        List<ColumnModel> columns = [];
        foreach (IPropertySymbol property in type.Properties())
        {
            if (ColumnParser.Parse(property, findings) is { } column)
                columns.Add(column);
        }

        CheckKey(type, columns, findings);
        return findings.AreNone ? new(shape, table, objectType, new([.. columns]), writesObjectId) : null;
    }

    private static void CheckKey(INamedTypeSymbol type, List<ColumnModel> columns, Findings findings)
    {
        if (!type.Properties().Any(SymbolExtensions.IsKey))
        {
            findings.Add(Descriptors.NoKey, type.NameLocation(), type.Name);
            return;
        }

        List<ColumnModel> key = columns.FindAll(column => column.IsKey);
        bool isOneInteger = key.Count == 1 && key[0] is { IsNullable: false, EnumType: null } only && only.Kind.IsInteger();
        if (findings.AreNone && !isOneInteger)
            findings.Add(Descriptors.UnsupportedKey, type.NameLocation(), type.Name);
    }

    private static bool IsPlainName(string name) => name.Length is > 0 and <= LongestObjectType
        && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
}
