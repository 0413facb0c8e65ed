using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>Where a database is. A copy has the same rows, and is in another place.</summary>
internal static class DatabaseIdentity
{
    // A promoted standby is on another timeline than the primary that it was copied from, and a restored dump has created its tables again.
    private const string PostgreSql = $"""
        select concat_ws(' ', 'postgresql', system_identifier, 'timeline', left(pg_walfile_name(pg_current_wal_lsn()), 8), 'port', current_setting('port'),
            'database', (select oid from pg_database where datname = current_database()), 'table', to_regclass('{StoreClaimTable.Name}')::oid)
        from pg_control_system()
        """;

    // MySQL calls it server_uuid, MariaDB server_uid, and older servers of the latter have none.
    private const string MySql = "show global variables where variable_name in ('server_uuid', 'server_uid', 'server_id', 'hostname', 'port', 'datadir')";

    private const string Sqlite = "select file from pragma_database_list where name = 'main'";

    /// <param name="connection">The connection, open, to a database that has the table of claims.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A line that an operator can read.</returns>
    public static async Task<string> OfAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        switch (SqlDialects.Of(connection))
        {
            case SqlDialect.PostgreSql:
                return await ScalarAsync(PostgreSql).ConfigureAwait(false);
            case SqlDialect.MySql:
                string server = await MySqlServerAsync(connection, cancellationToken).ConfigureAwait(false);
                return $"mysql {server} database {await ScalarAsync("select database()").ConfigureAwait(false)}";
            default:
                return $"sqlite {SqliteFile.Describe(await ScalarAsync(Sqlite).ConfigureAwait(false))}";
        }

        async Task<string> ScalarAsync(string sql) =>
            Convert.ToString(await SqlStatement.ReadValueAsync(connection, sql, [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<string> MySqlServerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> rows = await SqlStatement.ReadAsync(
            connection, MySql, [], reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1)), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> variables = new(rows);
        string server = variables.GetValueOrDefault("server_uuid") ?? variables.GetValueOrDefault("server_uid") ?? variables["hostname"];
        return $"{server} id {variables["server_id"]} port {variables["port"]} at {variables["datadir"]}";
    }
}
