using System.Data.Common;
using System.Globalization;
using ImageAttach.Sql;

namespace ImageAttach.Drift;

/// <summary>A table as the database has it.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="PrimaryKey">The columns of its primary key, in the key's order; empty when it has none.</param>
/// <param name="KeyName">The name of the primary key's constraint, where a database needs it to drop the key.</param>
internal sealed record ExistingTable(IReadOnlyList<string> Columns, IReadOnlyList<string> PrimaryKey, string? KeyName)
{
    private const string PostgreSql = """
        select a.attname, array_position(k.conkey, a.attnum), k.conname
        from pg_attribute a left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'p'
        where a.attrelid = to_regclass(@table::text) and a.attnum > 0 and not a.attisdropped
        """;

    private const string MySql = """
        select c.column_name, s.seq_in_index, s.index_name
        from information_schema.columns c left join information_schema.statistics s
            on s.table_schema = c.table_schema and s.table_name = c.table_name and s.column_name = c.column_name and s.index_name = 'PRIMARY'
        where c.table_schema = coalesce(@schema, database()) and c.table_name = @table
        """;

    private const string Sqlite = "select name, nullif(pk, 0), null from pragma_table_info(@table)";

    /// <summary>Reads the table that has a name; null when there is none.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="quotedName">The name with its schema, if it has one, quoted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ExistingTable?> FindAsync(DbConnection connection, string quotedName, CancellationToken cancellationToken)
    {
        SqlDialect dialect = SqlDialects.Of(connection);
        string sql = dialect switch { SqlDialect.PostgreSql => PostgreSql, SqlDialect.MySql => MySql, _ => Sqlite };
        (string Name, object? Value)[] parameters = dialect switch
        {
            SqlDialect.PostgreSql => [("@table", quotedName)],
            SqlDialect.MySql => [("@schema", PartsOf(quotedName, '`').Schema), ("@table", PartsOf(quotedName, '`').Name)],
            _ => [("@table", PartsOf(quotedName, '"').Name)],
        };
        List<(string Column, int? Position, string? KeyName)> rows = await SqlStatement.ReadAsync(connection, sql, parameters, Read, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : new(
            [.. rows.Select(row => row.Column)],
            [.. rows.Where(row => row.Position is not null).OrderBy(row => row.Position).Select(row => row.Column)],
            rows.Select(row => row.KeyName).FirstOrDefault(name => name is not null));
    }

    private static (string Column, int? Position, string? KeyName) Read(DbDataReader reader) => (
        reader.GetString(0),
        reader.IsDBNull(1) ? null : Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture),
        reader.IsDBNull(2) ? null : reader.GetString(2));

    private static (string? Schema, string Name) PartsOf(string quotedName, char quote)
    {
        string[] parts = quotedName.Split($"{quote}.{quote}");
        return parts.Length == 1 ? (null, parts[0].Trim(quote)) : (parts[0].Trim(quote), parts[1].Trim(quote));
    }
}
