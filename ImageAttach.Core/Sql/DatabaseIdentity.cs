using System.Data.Common;
using System.Globalization;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>What tells a database from every other, its own copies too: where it is, not what is in it.</summary>
internal static class DatabaseIdentity
{
    // The server's own number stays over restarts and on a standby that takes over; a dump that is loaded elsewhere gets another.
    private const string PostgreSql = "select concat_ws(' ', 'postgresql', system_identifier, current_database(), current_schema()) from pg_control_system()";

    // MySQL calls it server_uuid, MariaDB server_uid, and older servers of the latter have none.
    private const string MySql = "show global variables where variable_name in ('server_uuid', 'server_uid', 'hostname', 'port')";

    private const string Sqlite = "select 'sqlite ' || file from pragma_database_list where name = 'main'";

    /// <param name="connection">The connection, open.</param>
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
                return $"mysql {server} {await ScalarAsync("select database()").ConfigureAwait(false)}";
            default:
                return await ScalarAsync(Sqlite).ConfigureAwait(false);
        }

        async Task<string> ScalarAsync(string sql) => Convert.ToString(
            await connection.ExecuteScalarAsync(new CommandDefinition(sql, cancellationToken: cancellationToken)).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<string> MySqlServerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<string, string> variables = [];
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = MySql;
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    variables[reader.GetString(0)] = reader.GetString(1);
            }
        }

        return variables.GetValueOrDefault("server_uuid") ?? variables.GetValueOrDefault("server_uid") ?? $"{variables["hostname"]}:{variables["port"]}";
    }
}
