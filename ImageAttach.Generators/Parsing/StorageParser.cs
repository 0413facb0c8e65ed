using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads what attributes say of a column's definition: its type, its length, its place.</summary>
internal static class StorageParser
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";
    private const string Column = $"{Annotations}Schema.ColumnAttribute";

    // Which argument of the constructor is the greatest length.
    private static readonly (string Name, string Attribute, int Argument)[] Lengths =
    [
        ("StringLength", $"{Annotations}StringLengthAttribute", 0),
        ("MaxLength", $"{Annotations}MaxLengthAttribute", 0),
        ("Length", $"{Annotations}LengthAttribute", 1),
    ];

    public static StorageModel Parse(IPropertySymbol property, StoredKind stored, DiagnosticBag diagnostics)
    {
        AttributeData? column = property.FindInheritedAttribute(Column);
        string? type = column.NamedText("TypeName");
        if (type is not null && FaultOf(type) is { } fault)
            diagnostics.Add(Descriptors.BadColumnType, property.NameLocation(), property.Name, Names.Visible(type), fault);
        return new(type, LengthOf(property, stored, diagnostics), OrderOf(column));
    }

    // It stands in a statement as it is, in one of the user's own table.
    private static string? FaultOf(string type) =>
        type.Trim().Length == 0 ? "name a type of the database, such as `varchar(100)`"
        : type.Any(letter => char.IsControl(letter) || letter is '{' or '}' or ';' or '`' or '\u2028' or '\u2029') || type.Contains("\"\"\"") || type.Contains("--") || type.Contains("/*")
            ? "leave out braces, semicolons, backticks, comments and control characters"
            : null;

    private static int? LengthOf(IPropertySymbol property, StoredKind stored, DiagnosticBag diagnostics)
    {
        int? shortest = stored.Length;
        foreach ((string name, string fullName, int argument) in Lengths)
        {
            if (property.FindInheritedAttribute(fullName) is not { } attribute)
                continue;
            int? length = attribute.ConstructorArguments.ElementAtOrDefault(argument).Value as int?;
            if (stored.Kind is not (ColumnKind.String or ColumnKind.Binary))
                diagnostics.Add(Descriptors.NoEffect, property.NameLocation(), name, property.Name, "only texts and byte arrays have a length");
            else if (length == 0 || (length < 0 && (name != "MaxLength" || length != -1)))
                diagnostics.Add(Descriptors.BadColumnType, property.NameLocation(), property.Name, $"{name}({length})", "give a length of 1 or more");
            else if (length > 0)
                shortest = Math.Min(shortest ?? length.Value, length.Value);
        }

        return shortest;
    }

    private static int? OrderOf(AttributeData? column) =>
        column?.NamedArguments.FirstOrDefault(pair => pair.Key == "Order").Value.Value is int order and >= 0 ? order : null;
}
