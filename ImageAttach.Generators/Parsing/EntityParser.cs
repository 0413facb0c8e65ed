using System.Text;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads a class with [ImageEntity].</summary>
internal static class EntityParser
{
    // The value of LanguageVersion.CSharp11: static members of interfaces begin there.
    private const int StaticAbstractMembers = 1100;

    private const int MaxObjectTypeLength = 100;

    // PostgreSQL cuts names at 63 bytes, MySQL refuses more than 64 letters.
    private const int MaxNameBytes = 63;

    private static readonly string[] ImageColumns = ["width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"];

    // No folder of Windows can be called so.
    private static readonly HashSet<string> WindowsDevices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <returns>The model; null when something is wrong.</returns>
    public static EntityModel? Parse(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        // The compiler reports an attribute that stands on anything else.
        if (type.TypeKind != TypeKind.Class || !CheckDeclaration(type, diagnostics))
            return null;
        TypeModel shape = TypeParser.Parse(type, Descriptors.NotPartial, diagnostics);
        if (!type.DerivesFromImage())
        {
            diagnostics.Add(Descriptors.NotDerivedFromImage, type.NameLocation(), type.Name);
            return null;
        }

        CheckShape(type, diagnostics);
        return ParseTable(type, shape, diagnostics);
    }

    private static bool CheckDeclaration(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (type.IsStatic)
        {
            diagnostics.Add(Descriptors.GenericOrAbstract, type.NameLocation(), type.Name);
            return false;
        }

        if (type.LanguageOf() is var language && (int)language < StaticAbstractMembers)
        {
            diagnostics.Add(Descriptors.OldLanguage, type.NameLocation(), type.Name, language.ToDisplayString(), 11);
            return false;
        }

        return true;
    }

    private static EntityModel? ParseTable(INamedTypeSymbol type, TypeModel shape, DiagnosticBag diagnostics)
    {
        AttributeData? attribute = type.FindAttribute(SymbolExtensions.ImageEntity);
        TableModel table = TableParser.Parse(type);
        string objectType = ParseObjectType(type, attribute, table, diagnostics);
        ColumnModel[] columns = ParseColumns(type, diagnostics);
        GeneratedMembers.Check(type, columns, diagnostics);
        CheckKey(type, columns, diagnostics);
        KeyLength.Check(type, columns, diagnostics);
        ColumnModel? placeholder = PlaceholderParser.Parse(type, columns, diagnostics);
        ThumbnailsModel? thumbnails = ThumbnailParser.Parse(type, shape, diagnostics);
        OwnerTableModel? ownerTable = OwnerTableParser.Parse(type, attribute, columns.Count(column => column.IsKey), diagnostics);
        if (!diagnostics.HasNoErrors)
            return null;
        string[] required = [.. type.RequiredMembers().Select(member => Names.Escape(member.Name)).Except(columns.Select(column => column.Property))];
        return new(
            shape, table, objectType, attribute.NamedText("Store"), GeneratedMembers.HidesStore(type), new(columns), new(required),
            GeneratedMembers.HasObjectId(type), GeneratedMembers.HidesCreateTableSql(type), placeholder, thumbnails,
            type.IsPublic(), GeneratedMembers.HasSets(type, shape))
        {
            OwnerTable = ownerTable,
        };
    }

    private static string ParseObjectType(INamedTypeSymbol type, AttributeData? attribute, TableModel table, DiagnosticBag diagnostics)
    {
        string? declared = attribute.NamedText("ObjectType");
        string objectType = declared ?? table.Name.Replace('_', '-');
        bool isGoodTable = CheckName(table.Name, type, diagnostics) && (table.Schema is null || CheckName(table.Schema, type, diagnostics));
        if (!IsPlainName(objectType) && (isGoodTable || declared is not null))
            diagnostics.Add(Descriptors.BadObjectType, type.NameLocation(), type.Name, Names.Visible(objectType));
        return objectType;
    }

    private static void CheckShape(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (type.IsAbstract || type.IsFileLocal || type.WithContainers().Any(container => container.IsGenericType))
            diagnostics.Add(Descriptors.GenericOrAbstract, type.NameLocation(), type.Name);
        else if (!type.WithContainers().All(container => container.IsVisible(type.ContainingAssembly)))
            diagnostics.Add(Descriptors.NotVisible, type.NameLocation(), type.Name);
        else if (type.Constructor() is not { } constructor || !constructor.IsVisible(type.ContainingAssembly))
            diagnostics.Add(Descriptors.NoConstructor, type.NameLocation(), type.Name);
        else if (constructor.IsForbidden() || type.WithContainers().Any(SymbolExtensions.IsForbidden))
            diagnostics.Add(Descriptors.Forbidden, type.NameLocation(), type.Name);
        foreach (ISymbol member in type.RequiredMembers().Where(SymbolExtensions.IsForbidden))
            diagnostics.Add(Descriptors.Forbidden, member.NameLocation(), member.Name);
    }

    private static ColumnModel[] ParseColumns(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        List<ColumnModel> columns = [];
        HashSet<string> names = new(ImageColumns, StringComparer.OrdinalIgnoreCase);
        foreach (IPropertySymbol property in type.Properties())
        {
            if (property.Name == GeneratedMembers.ObjectId || ColumnParser.Parse(property, type.ContainingAssembly, diagnostics) is not { } column)
                continue;
            CheckName(column.Column, property, diagnostics);
            if (!names.Add(column.Column))
                diagnostics.Add(Descriptors.DuplicateColumn, property.NameLocation(), property.Name, column.Column);
            columns.Add(column);
        }

        return [.. type.SetsRequiredMembers() ? columns.Select(column => column with { IsRequired = false }) : columns];
    }

    private static void CheckKey(INamedTypeSymbol type, ColumnModel[] columns, DiagnosticBag diagnostics)
    {
        if (!type.Properties().Any(MappingAttributes.IsKey))
            diagnostics.Add(Descriptors.NoKey, type.NameLocation(), type.Name);
        else if (diagnostics.HasNoErrors && columns.FirstOrDefault(column => column.IsKey && (column.IsNullable || !column.Kind.CanBeKey())) is { } bad)
            diagnostics.Add(Descriptors.UnsupportedKey, type.Properties().First(property => Names.Escape(property.Name) == bad.Property).NameLocation(), bad.Property, bad.Type);
    }

    internal static bool CheckName(string name, ISymbol symbol, DiagnosticBag diagnostics)
    {
        if (name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes && !name.Any(IsForbidden) && name[name.Length - 1] != ' ')
            return true;
        diagnostics.Add(Descriptors.BadName, symbol.NameLocation(), symbol.Name, Names.Visible(name), MaxNameBytes);
        return false;
    }

    // Line separators end a line of C# as well.
    private static bool IsForbidden(char letter) => char.IsControl(letter) || letter is '"' or '`' or '{' or '}' or '\u2028' or '\u2029';

    private static bool IsPlainName(string name) => name.Length is > 0 and <= MaxObjectTypeLength
        && !WindowsDevices.Contains(name)
        && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
}
