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
    private const int LongestName = 63;

    private static readonly string[] ImageColumns = ["width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"];

    // No folder of Windows can be called so.
    private static readonly HashSet<string> WindowsDevices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <returns>The model; null when something is wrong.</returns>
    public static EntityModel? Parse(INamedTypeSymbol type, Findings findings)
    {
        // The compiler tells of an attribute that stands on anything else.
        if (type.TypeKind != TypeKind.Class)
            return null;
        if (type.IsStatic)
        {
            findings.Add(Descriptors.GenericOrAbstract, type.NameLocation(), type.Name);
            return null;
        }

        if (type.LanguageOf() is var language && (int)language < StaticAbstractMembers)
        {
            findings.Add(Descriptors.OldLanguage, type.NameLocation(), type.Name, language.ToDisplayString(), 11);
            return null;
        }

        TypeModel shape = TypeParser.Parse(type, Descriptors.NotPartial, findings);
        if (!type.DerivesFromImage())
        {
            findings.Add(Descriptors.NotDerivedFromImage, type.NameLocation(), type.Name);
            return null;
        }

        CheckShape(type, findings);
        AttributeData? attribute = type.FindAttribute(SymbolExtensions.ImageEntity);
        TableModel table = TableParser.Parse(type);
        string objectType = attribute.NamedText("ObjectType") ?? table.Name.Replace('_', '-');
        bool isGoodTable = CheckName(table.Name, type, findings) && (table.Schema is null || CheckName(table.Schema, type, findings));
        if (!IsPlainName(objectType) && (isGoodTable || attribute.NamedText("ObjectType") is not null))
            findings.Add(Descriptors.BadObjectType, type.NameLocation(), type.Name, Names.Visible(objectType));

        ColumnModel[] columns = ParseColumns(type, findings);
        GeneratedMembers.Check(type, columns, findings);
        CheckKey(type, columns, findings);
        KeyLength.Check(type, columns, findings);
        ColumnModel? placeholder = PlaceholderParser.Parse(type, columns, findings);
        ThumbnailsModel? thumbnails = ThumbnailParser.Parse(type, shape, findings);
        OwnerTableModel? ownerTable = OwnerTableParser.Parse(type, attribute, columns.Count(column => column.IsKey), findings);
        if (!findings.AreNone)
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

    private static void CheckShape(INamedTypeSymbol type, Findings findings)
    {
        if (type.IsAbstract || type.IsFileLocal || type.WithContainers().Any(each => each.IsGenericType))
            findings.Add(Descriptors.GenericOrAbstract, type.NameLocation(), type.Name);
        else if (!type.WithContainers().All(each => each.IsVisible(type.ContainingAssembly)))
            findings.Add(Descriptors.NotVisible, type.NameLocation(), type.Name);
        else if (type.Constructor() is not { } constructor || !constructor.IsVisible(type.ContainingAssembly))
            findings.Add(Descriptors.NoConstructor, type.NameLocation(), type.Name);
        else if (constructor.IsForbidden() || type.WithContainers().Any(SymbolExtensions.IsForbidden))
            findings.Add(Descriptors.Forbidden, type.NameLocation(), type.Name);
        foreach (ISymbol member in type.RequiredMembers().Where(SymbolExtensions.IsForbidden))
            findings.Add(Descriptors.Forbidden, member.NameLocation(), member.Name);
    }

    private static ColumnModel[] ParseColumns(INamedTypeSymbol type, Findings findings)
    {
        List<ColumnModel> columns = [];
        HashSet<string> names = new(ImageColumns, StringComparer.OrdinalIgnoreCase);
        foreach (IPropertySymbol property in type.Properties())
        {
            if (property.Name == GeneratedMembers.ObjectId || ColumnParser.Parse(property, type.ContainingAssembly, findings) is not { } column)
                continue;
            CheckName(column.Column, property, findings);
            if (!names.Add(column.Column))
                findings.Add(Descriptors.DuplicateColumn, property.NameLocation(), property.Name, column.Column);
            columns.Add(column);
        }

        return [.. type.SetsRequiredMembers() ? columns.Select(column => column with { IsRequired = false }) : columns];
    }

    private static void CheckKey(INamedTypeSymbol type, ColumnModel[] columns, Findings findings)
    {
        if (!type.Properties().Any(MappingAttributes.IsKey))
            findings.Add(Descriptors.NoKey, type.NameLocation(), type.Name);
        else if (findings.AreNone && columns.FirstOrDefault(column => column.IsKey && (column.IsNullable || !column.Kind.CanBeKey())) is { } bad)
            findings.Add(Descriptors.UnsupportedKey, type.Properties().First(property => Names.Escape(property.Name) == bad.Property).NameLocation(), bad.Property, bad.Type);
    }

    internal static bool CheckName(string name, ISymbol symbol, Findings findings)
    {
        if (name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= LongestName && !name.Any(IsForbidden) && name[name.Length - 1] != ' ')
            return true;
        findings.Add(Descriptors.BadName, symbol.NameLocation(), symbol.Name, Names.Visible(name), LongestName);
        return false;
    }

    // Line separators end a line of C# as well.
    private static bool IsForbidden(char letter) => char.IsControl(letter) || letter is '"' or '`' or '{' or '}' or '\u2028' or '\u2029';

    private static bool IsPlainName(string name) => name.Length is > 0 and <= MaxObjectTypeLength
        && !WindowsDevices.Contains(name)
        && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
}
