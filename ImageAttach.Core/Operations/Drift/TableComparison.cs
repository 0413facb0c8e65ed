namespace ImageAttach.Drift;

/// <summary>Compares a table with its declaration.</summary>
/// <param name="declared">The declaration.</param>
/// <param name="existing">The table; null when there is none.</param>
/// <param name="dialect">The dialect of the statements.</param>
internal sealed class TableComparison(DeclaredTable declared, ExistingTable? existing, SqlDialect dialect)
{
    public IEnumerable<ImageTableDrift> Differences()
    {
        if (existing is null)
            return [Drift(ImageTableDriftKind.MissingTable, "the table is missing", declared.CreateStatement)];
        List<ImageTableDrift> differences = [.. MissingColumns().Select(column => Drift(
            ImageTableDriftKind.MissingColumn, $"the column {column.Name} is missing", $"alter table {declared.QuotedName} add column {Quote(column.Name)} {WithDefault(column.Definition)}"))];
        if (!declared.PrimaryKey.SequenceEqual(existing.PrimaryKey, StringComparer.OrdinalIgnoreCase))
            differences.Add(Drift(ImageTableDriftKind.PrimaryKey, KeyDetail(), KeyStatement()));
        return differences;
    }

    private IEnumerable<(string Name, string Definition)> MissingColumns() =>
        declared.Columns.Where(column => !existing!.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    private string KeyDetail() =>
        $"the primary key is {(existing!.PrimaryKey.Count == 0 ? "missing" : $"({string.Join(", ", existing.PrimaryKey)})")} and should be ({string.Join(", ", declared.PrimaryKey)})";

    // MariaDB and MySQL fill a new column by themselves.
    private string WithDefault(string definition)
    {
        bool needsDefault = dialect != SqlDialect.MySql && definition.EndsWith(" not null", StringComparison.Ordinal);
        return needsDefault && ZeroOf(definition.Split(' ', '(')[0]) is { } zero ? $"{definition} default {zero}" : definition;
    }

    private static string? ZeroOf(string type) => type switch
    {
        "boolean" => "false",
        "smallint" or "integer" or "bigint" or "numeric" or "real" or "double" => "0",
        "text" or "varchar" or "char" => "''",
        "timestamp" or "timestamptz" => "now()",
        _ => null,
    };

    private string KeyStatement()
    {
        string add = $"add primary key ({string.Join(", ", declared.PrimaryKey.Select(Quote))})";
        string drop = existing!.PrimaryKey.Count == 0 ? "" : dialect == SqlDialect.MySql ? "drop primary key, " : $"drop constraint {Quote(existing.KeyName ?? "")}, ";
        return dialect == SqlDialect.Sqlite ? Rebuild() : $"alter table {declared.QuotedName} {drop}{add}";
    }

    // SQLite can't change a key: the rows go into a new table.
    private string Rebuild()
    {
        string columns = string.Join(", ", declared.Columns.Select(column => Quote(column.Name)));
        string old = Quote($"{declared.Name.Split('.')[^1]}_old");
        return $"""
            begin;
            alter table {declared.QuotedName} rename to {old};
            {declared.CreateStatement};
            insert into {declared.QuotedName} ({columns}) select {columns} from {old};
            drop table {old};
            commit
            """;
    }

    private string Quote(string name) => dialect == SqlDialect.MySql ? $"`{name}`" : $"\"{name}\"";

    private ImageTableDrift Drift(ImageTableDriftKind kind, string detail, string statement) => new(declared.Name, kind, detail, statement);
}
