namespace ImageAttach.Generators.Model;

/// <summary>A property of the user's that is a column.</summary>
/// <param name="Property">The property's name, escaped where it is a keyword.</param>
/// <param name="Column">The column's name, unquoted.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Conversion">How the property's values become what it holds; null where they are that.</param>
/// <param name="Storage">What attributes say of its definition.</param>
/// <param name="IsNullable">Whether it can be null.</param>
/// <param name="IsKey">Whether it is part of the key.</param>
/// <param name="IsPublic">Whether other assemblies can name its type.</param>
/// <param name="IsRequired">Whether every <c>new</c> must set it.</param>
internal sealed record ColumnModel(string Property, string Column, ColumnKind Kind, ConversionModel? Conversion, StorageModel Storage, bool IsNullable, bool IsKey, bool IsPublic, bool IsRequired = false)
{
    /// <summary>How many letters a text of a key has at most: two such keys fit an index of every database.</summary>
    public const int DefaultKeyLength = 255;

    /// <summary>Its type as C# writes it.</summary>
    public string Type => (Conversion?.Type ?? Kind.ToCSharp()) + (IsNullable ? "?" : "");

    /// <summary>Whether plain Dapper queries can't set the property: databases give its values in several forms, or others than its type.</summary>
    public bool NeedsConversion => Conversion is { IsEnum: false }
        || Kind is ColumnKind.Guid or ColumnKind.DateTime or ColumnKind.DateTimeOffset or ColumnKind.DateOnly or ColumnKind.TimeOnly;

    /// <summary>Whether a number can be chosen for it: it is an integer, or of a type with a single one.</summary>
    public bool IsNumber => Conversion is null or { IsAssigned: true } && Kind.IsInteger();

    /// <summary>Whether a Guid can be chosen for it: it is one, or of a type with a single one.</summary>
    public bool IsGuid => Conversion is null or { IsAssigned: true } && Kind == ColumnKind.Guid;

    /// <summary>Whether a value of a key may be null all the same: the compiler only warns of it.</summary>
    public bool CanBeNull => Conversion?.IsReference ?? Kind == ColumnKind.String;

    /// <summary>The condition under which null would be stored for a value; null where that is allowed or can't happen.</summary>
    public string? IsNullCondition(string value) => this switch
    {
        { IsNullable: true } => null,
        { Conversion.IsReference: true } => $"{(Conversion.IsWrapper ? Conversion.StoreNullable.Replace("{0}", value) : value)} is null",
        { Conversion: null or { IsWrapper: true }, Kind: ColumnKind.String or ColumnKind.Binary } => $"{Stored(value)} is null",
        _ => null,
    };

    /// <summary>What of its definition the key's index needs to know: how many letters a text has at most.</summary>
    public int KeyLength => Storage.MaxLength ?? DefaultKeyLength;

    /// <summary>What is stored for a value.</summary>
    public string Stored(string value) => Conversion is null ? value : (IsNullable ? Conversion.StoreNullable : Conversion.Store).Replace("{0}", value);

    /// <summary>The value for what is stored.</summary>
    public string Restored(string stored) => Conversion is null ? stored : Conversion.Restore.Replace("{0}", stored);

    /// <summary>What tells a value from others, with equality of its own: what is stored, but for an enum.</summary>
    public string Comparable(string value) => Conversion is { IsEnum: false } ? Stored(value) : value;

    /// <summary>
    /// The parameter that carries its value: named like the column. Other characters than ASCII letters and digits, and the name of
    /// a parameter of our own, are spelled out, so that two columns do not end up with one parameter.
    /// </summary>
    public string Parameter => Column.Equals("original_revision", StringComparison.OrdinalIgnoreCase)
        ? Column + "_"
        : string.Concat(Column.Select(letter => IsPlain(letter) ? letter.ToString() : $"_u{(int)letter:x}_"));

    private static bool IsPlain(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
