using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>The attributes that say how a class is mapped: those of .NET, and those of the same meaning that come with extensions of Dapper.</summary>
internal static class MappingAttributes
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";
    private const string Contrib = "Dapper.Contrib.Extensions.";
    private const string SimpleCrud = "Dapper.";

    private static readonly string[] Keys = [$"{Annotations}KeyAttribute", $"{Contrib}ExplicitKeyAttribute", $"{Contrib}KeyAttribute", $"{SimpleCrud}KeyAttribute"];
    private static readonly string[] Columns = [$"{Annotations}Schema.ColumnAttribute", $"{SimpleCrud}ColumnAttribute"];
    private static readonly string[] Tables = [$"{Annotations}Schema.TableAttribute", $"{Contrib}TableAttribute", $"{SimpleCrud}TableAttribute"];
    private static readonly string[] NotMapped = [$"{Annotations}Schema.NotMappedAttribute", $"{SimpleCrud}NotMappedAttribute"];
    private static readonly string[] Write = [$"{Contrib}WriteAttribute"];
    private static readonly string[] Generated = [$"{Annotations}Schema.DatabaseGeneratedAttribute", $"{Contrib}ComputedAttribute"];

    public static bool IsKey(this IPropertySymbol property) => property.FindInherited(Keys) is not null;

    /// <summary>The name that a [Column] gives; null for none.</summary>
    public static string? ColumnName(this IPropertySymbol property) => property.FindInherited(Columns).FirstText();

    /// <summary>Whether the user excludes it from the table.</summary>
    public static bool IsNotMapped(this IPropertySymbol property) => property.FindInherited(NotMapped) is not null
        || property.FindInherited(Write)?.ConstructorArguments.FirstOrDefault().Value is false;

    public static bool IsNotMapped(this IFieldSymbol field) => Find(field, NotMapped) is not null;

    /// <summary>Whether the database gives its value. [DatabaseGenerated] may also say that it doesn't.</summary>
    public static bool IsDatabaseGenerated(this IPropertySymbol property) =>
        property.FindInherited(Generated) is { } attribute && attribute.ConstructorArguments.FirstOrDefault().Value is not 0;

    public static AttributeData? Table(INamedTypeSymbol type) => Find(type, Tables);

    /// <summary>Dapper.Contrib writes the name into its SQL as it is, so a dot in it ends the schema.</summary>
    public static bool IsRawName(AttributeData table) => table.AttributeClass!.IsNamed($"{Contrib}TableAttribute");

    public static string? FirstText(this AttributeData? attribute) => attribute?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>Whether an attribute is one of another library that maps classes in its own way. Other attributes of these names have arguments.</summary>
    public static bool IsUnread(AttributeData attribute) => attribute.AttributeClass switch
    {
        null => false,
        { Name: "PrimaryKeyAttribute" or "TableNameAttribute" } => true,
        { Name: "KeyAttribute" or "ExplicitKeyAttribute" } key => attribute.ConstructorArguments.IsEmpty && !IsAny(key, Keys),
        { Name: "TableAttribute" } table => !IsAny(table, Tables),
        { Name: "ColumnAttribute" } column => !IsAny(column, Columns),
        _ => false,
    };

    private static AttributeData? FindInherited(this IPropertySymbol property, string[] names) =>
        Find(property, names) ?? property.OverriddenProperty?.FindInherited(names);

    // Loops, because all properties are searched again after each keystroke.
    private static AttributeData? Find(ISymbol symbol, string[] names)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IsAny(type, names))
                return attribute;
        }

        return null;
    }

    private static bool IsAny(INamedTypeSymbol type, string[] names)
    {
        foreach (string name in names)
        {
            if (type.IsNamed(name))
                return true;
        }

        return false;
    }
}
