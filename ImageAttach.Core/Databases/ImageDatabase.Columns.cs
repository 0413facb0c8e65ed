using System.Globalization;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <content>The columns of tables.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Gets the function that counts the characters of a text. Default: <c>char_length</c>.</summary>
    protected virtual string TextLength => "char_length";

    /// <summary>Returns the type of a column, without its nullability: of those that image types don't prescribe.</summary>
    /// <param name="column">The column.</param>
    protected abstract string GetColumnType(ImageColumn column);

    /// <summary>Returns the type of a column that the image type prescribes, which has to keep the promises of its key.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type, as the user wrote it.</param>
    protected virtual string GetPrescribedType(ImageColumn column, string type) => type;

    /// <summary>Returns whether the type of a column refuses what is longer than its length. Otherwise a check does.</summary>
    /// <param name="column">The column, which has a length.</param>
    protected virtual bool HoldsLength(ImageColumn column) => false;

    /// <summary>Returns the definition of a column behind its name: type, nullability, default, and the check of its length.</summary>
    /// <param name="column">The column.</param>
    public virtual string ComposeColumn(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string type = column.TypeName is { } prescribed ? GetPrescribedType(column, prescribed) : GetColumnType(column);
        string nullability = column.IsNullable ? "" : " not null";
        string initial = column.Default is { } value ? $" default {value}" : "";
        return $"{type}{nullability}{initial}{ComposeLengthCheck(column)}";
    }

    /// <summary>Returns what the rows of a table that exists get in a new column that can't be null; null where the database fills it itself.</summary>
    /// <param name="type">The column's type, without its length.</param>
    protected virtual string? GetFiller(string type) => type switch
    {
        "boolean" => "false",
        "smallint" or "integer" or "bigint" or "numeric" or "real" or "double" => "0",
        "text" or "varchar" or "char" or "bytea" => "''",
        "blob" => "x''",
        "uuid" => $"'{Guid.Empty}'",
        "timestamp" or "timestamptz" or "date" => "now()",
        "time" => "'00:00'",
        _ => null,
    };

    /// <summary>Formats a number as SQL has it.</summary>
    /// <param name="number">The number.</param>
    protected static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string ComposeLengthCheck(ImageColumn column)
    {
        if (column is not { TypeName: null, MaxLength: { } length } || ImageColumn.OfImage.Contains(column) || HoldsLength(column))
            return "";
        string function = column.Kind == ImageColumnKind.Binary ? "octet_length" : TextLength;
        return $" check ({function}({Quote(column.Name)}) <= {Format(length)})";
    }
}
