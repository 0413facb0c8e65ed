using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>Compares a table with its declaration.</summary>
/// <param name="declared">The declaration.</param>
/// <param name="existing">The table; null when there is none.</param>
/// <param name="database">The database.</param>
internal sealed class TableComparison(ImageTableDefinition declared, ExistingTable? existing, ImageDatabase database)
{
    public IEnumerable<ImageTableDrift> Differences() => existing is null
        ? [Drift(ImageTableDriftKind.MissingTable, "the table is missing", database.ComposeCreateTable(declared))]
        : [.. MissingColumns(existing), .. OtherPrimaryKey(existing)];

    private IEnumerable<ImageTableDrift> MissingColumns(ExistingTable table) => declared.ColumnsInTable
        .Where(column => !table.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
        .Select(column => Drift(ImageTableDriftKind.MissingColumn, $"the column {column.Name} is missing", database.ComposeAddColumn(declared, column)));

    private IEnumerable<ImageTableDrift> OtherPrimaryKey(ExistingTable table)
    {
        string[] key = [.. declared.PrimaryKey.Select(column => column.Name)];
        if (key.SequenceEqual(table.PrimaryKey, StringComparer.OrdinalIgnoreCase))
            return [];
        string found = table.PrimaryKey.Count == 0 ? "missing" : $"({string.Join(", ", table.PrimaryKey)})";
        string detail = $"the primary key is {found} and should be ({string.Join(", ", key)})";
        return [Drift(ImageTableDriftKind.PrimaryKey, detail, database.ComposeReplacePrimaryKey(declared, table))];
    }

    private ImageTableDrift Drift(ImageTableDriftKind kind, string detail, string statement) =>
        new() { Table = declared.QualifiedName, Kind = kind, Detail = detail, Statement = statement };
}
