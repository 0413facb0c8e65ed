using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>The columns of a table's key that a condition is about: all that identify a set, or those that hold the owner's key.</summary>
/// <param name="Database">The database.</param>
/// <param name="Columns">The columns.</param>
internal sealed record KeyColumns(ImageDatabase Database, IReadOnlyList<ImageColumn> Columns)
{
    private readonly string[] _parameters = [.. Columns.Select(column => column.Parameter)];

    /// <summary>How many keys one query takes.</summary>
    public int MaxCount => Database.MaxParameters / Columns.Count;

    /// <summary>All columns that identify a set.</summary>
    public static KeyColumns ForSets(ImageTableStatements sql) => new(sql.Database, sql.Definition.KeyColumns);

    /// <summary>Those with certain parameters, such as the owner's key.</summary>
    public static KeyColumns ForParameters(ImageTableStatements sql, IReadOnlyList<string> parameters) =>
        new(sql.Database, [.. sql.Definition.KeyColumns.Where(column => parameters.Contains(column.Parameter))]);

    /// <summary>The condition that a row belongs to one of several keys.</summary>
    public string ComposeCondition(int count) => Database.ComposeKeyCondition(Columns, count);

    /// <summary>Adds the parameters of <see cref="ComposeCondition"/>.</summary>
    public void AddParameters<TImage>(ImageParameters parameters, IImageTable<TImage> table, IReadOnlyList<TImage> keys)
        where TImage : Image
    {
        for (int i = 0; i < keys.Count; i++)
            table.AddSetKey(parameters with { Suffix = ImageColumn.GetSuffix(i), Names = _parameters }, keys[i]);
    }
}
