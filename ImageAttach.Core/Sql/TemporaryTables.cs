using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>Finds temporary tables that hide a table of the same name from this session, and with it the rows that all other sessions see.</summary>
internal static class TemporaryTables
{
    private const string PostgreSql = "select count(*) from pg_class where oid = to_regclass(@name) and relpersistence = 't'";

    // Views as well.
    private const string Sqlite = "select count(*) from temp.sqlite_master where type in ('table', 'view') and name = @name collate nocase";

    private const string MySqlTemporary = "create temporary table ";

    /// <exception cref="SweepRefusedException">A temporary table has the name of one of the tables.</exception>
    public static async Task RefuseAsync(DbConnection connection, IEnumerable<IImageTable> tables, CancellationToken cancellationToken)
    {
        SqlDialect dialect = SqlDialects.Of(connection);
        foreach (IImageTable table in tables)
        {
            bool isHidden = dialect switch
            {
                SqlDialect.MySql => await IsHiddenOnMySqlAsync(connection, table.QuotedIn(dialect), cancellationToken).ConfigureAwait(false),
                SqlDialect.PostgreSql => await IsAnyAsync(connection, PostgreSql, table.QuotedIn(dialect), cancellationToken).ConfigureAwait(false),
                _ => table.Schema is null && await IsAnyAsync(connection, Sqlite, table.TableName, cancellationToken).ConfigureAwait(false),
            };
            if (isHidden)
                throw Refused(table.QualifiedName);
        }
    }

    /// <inheritdoc cref="RefuseAsync(DbConnection, IEnumerable{IImageTable}, CancellationToken)"/>
    /// <param name="connection">The connection, open. Only MySQL hides a table that is named with its schema.</param>
    /// <param name="table">A table that the caller doesn't know.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task RefuseAsync(DbConnection connection, OtherTable table, CancellationToken cancellationToken)
    {
        if (SqlDialects.Of(connection) == SqlDialect.MySql && await IsHiddenOnMySqlAsync(connection, table.Name, cancellationToken).ConfigureAwait(false))
            throw Refused(table.Name);
    }

    private static SweepRefusedException Refused(string table) => new(
        $"A temporary table of this connection has the name of the table '{table}' and hides its rows, whose files would be lost. Nothing was removed. Drop the temporary " +
        "table, or use another connection. See docs/errors/sweep-refused.md");

    private static async Task<bool> IsAnyAsync(DbConnection connection, string sql, string name, CancellationToken cancellationToken) => Convert.ToInt64(
        await SqlStatement.ReadValueAsync(connection, sql, [("@name", name)], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) > 0;

    // The information schema of most versions doesn't show temporary tables. The statement shows the table that other statements use.
    private static async Task<bool> IsHiddenOnMySqlAsync(DbConnection connection, string quotedName, CancellationToken cancellationToken)
    {
        try
        {
            List<string> shown = await SqlStatement.ReadAsync(
                connection, $"show create table {quotedName}", [], reader => reader.GetString(1), cancellationToken).ConfigureAwait(false);
            return shown.Exists(create => create.StartsWith(MySqlTemporary, StringComparison.OrdinalIgnoreCase));
        }
        catch (DbException failure) when (TableErrors.IsMissingTable(failure) || TableErrors.IsDenied(failure))
        {
            return false; // missing tables are reported where they matter, and the session may do everything with a temporary table of its own
        }
    }
}
