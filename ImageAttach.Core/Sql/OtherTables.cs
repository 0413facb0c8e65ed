using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>Finds the image tables of a database that the caller doesn't know: those of another application, of another schema, or of an older name.</summary>
/// <remarks>A table is one for images if it has the columns that every image table has. <c>revision</c> isn't among them, since the original library lacks it.</remarks>
internal static class OtherTables
{
    private const string Columns = "'width', 'height', 'mimetype', 'original', 'created_at'";
    private const string OwnNames = "@own";

    // From the catalogue: the information schema hides tables that the role may not read, and those matter as well.
    private const string PostgreSql = $"""
        select n.nspname, c.relname, count(*) filter (where a.attname = 'revision')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and not a.attisdropped and a.attname in ({Columns}, 'revision')
        and not exists (select from (values {OwnNames}) as own (name) where c.oid = to_regclass(own.name))
        group by c.oid, n.nspname, c.relname
        having count(*) filter (where a.attname <> 'revision') = 5
        """;

    private const string MySql = $"""
        select c.table_schema, c.table_name, sum(c.column_name = 'revision')
        from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where t.table_type = 'BASE TABLE' and c.table_schema = database() and c.column_name in ({Columns}, 'revision')
        group by c.table_schema, c.table_name
        having sum(c.column_name <> 'revision') = 5
        """;

    private const string Sqlite = $"""
        select t.schema, t.name, (select count(*) from pragma_table_info(t.name, t.schema) where name = 'revision')
        from pragma_table_list t
        where t.type = 'table' and (select count(*) from pragma_table_info(t.name, t.schema) where name in ({Columns})) = 5
        """;

    /// <param name="connection">The connection, open.</param>
    /// <param name="tables">The tables that the caller knows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyList<OtherTable>> FindAsync(DbConnection connection, IReadOnlyList<IImageTable> tables, CancellationToken cancellationToken)
    {
        SqlDialect dialect = SqlDialects.Of(connection);
        string[] own = [.. tables.Select(table => table.QuotedIn(dialect)).Distinct()];
        (string Name, object? Value)[] parameters = dialect == SqlDialect.PostgreSql ? [.. own.Select((name, i) => ($"@t{i}", (object?)name))] : [];
        List<(string Schema, string Name, bool HasRevisions)> found = await SqlStatement.ReadAsync(
            connection, QueryOf(dialect, own.Length), parameters, Read, cancellationToken).ConfigureAwait(false);
        return [.. found.Where(IsOther).Select(table => new OtherTable($"{Quote(table.Schema)}.{Quote(table.Name)}", table.HasRevisions))];

        bool IsOther((string Schema, string Name, bool HasRevisions) table) =>
            !(own.Contains(Quote(table.Name)) || own.Contains($"{Quote(table.Schema)}.{Quote(table.Name)}"))
            || dialect == SqlDialect.PostgreSql
            || (table.Schema != "main" && dialect == SqlDialect.Sqlite);

        string Quote(string name) => dialect == SqlDialect.MySql ? $"`{name.Replace("`", "``", StringComparison.Ordinal)}`" : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string QueryOf(SqlDialect dialect, int tableCount) => dialect switch
    {
        SqlDialect.PostgreSql => PostgreSql.Replace(OwnNames, string.Join(", ", Enumerable.Range(0, tableCount).Select(i => $"(@t{i}::text)").Append("(null)")), StringComparison.Ordinal),
        SqlDialect.MySql => MySql,
        _ => Sqlite,
    };

    private static (string Schema, string Name, bool HasRevisions) Read(DbDataReader reader) =>
        (reader.GetString(0), reader.GetString(1), Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture) > 0);
}
