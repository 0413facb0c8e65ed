namespace ImageAttach.Generators.Model;

/// <summary>A property of the user's that is a column.</summary>
/// <param name="Property">The property's name, escaped where it is a keyword.</param>
/// <param name="Column">The column's name, unquoted.</param>
/// <param name="Kind">What it holds; for an enum what its numbers are.</param>
/// <param name="EnumType">The enum's full name, or null.</param>
/// <param name="IsNullable">Whether it can be null.</param>
/// <param name="IsKey">Whether it is part of the key.</param>
/// <param name="IsPublic">Whether other assemblies can name its type.</param>
/// <param name="IsRequired">Whether every <c>new</c> must set it.</param>
internal sealed record ColumnModel(string Property, string Column, ColumnKind Kind, string? EnumType, bool IsNullable, bool IsKey, bool IsPublic, bool IsRequired = false)
{
    /// <summary>Its type as C# writes it.</summary>
    public string Type => (EnumType ?? Kind.ToCSharp()) + (IsNullable ? "?" : "");

    /// <summary>
    /// The parameter that carries its value: named like the column. Other characters than ASCII letters and digits, and the name of
    /// a parameter of our own, are spelled out, so that two columns do not end up with one parameter.
    /// </summary>
    public string Parameter => Column.Equals("original_revision", StringComparison.OrdinalIgnoreCase)
        ? Column + "_"
        : string.Concat(Column.Select(letter => IsPlain(letter) ? letter.ToString() : $"_u{(int)letter:x}_"));

    private static bool IsPlain(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
