using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>Asks a database about the transactions that others have open, whose rows aren't seen yet.</summary>
internal static class OpenTransactions
{
    // Those that have changed one of the tables, and prepared ones. A role without pg_read_all_stats sees the times of its own sessions alone.
    private const string PostgreSql = """
        select extract(epoch from clock_timestamp() - min(began)) from (
            select a.xact_start from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'relation' and l.mode <> 'AccessShareLock' and l.pid <> pg_backend_pid() and l.relation in (select to_regclass(name)::oid from (values {0}) as own (name))
            and l.database = (select oid from pg_database where datname = current_database())
            union all
            select p.prepared from pg_prepared_xacts p where p.database = current_database()
        ) as open (began)
        """;

    // Which table a transaction has changed, InnoDB doesn't say. It notes times in the server's own zone.
    private const string MySql = """
        select timestampdiff(microsecond, min(trx_started), convert_tz(utc_timestamp(6), '+00:00', 'SYSTEM')) / 1000000
        from information_schema.innodb_trx where trx_rows_modified > 0 and trx_mysql_thread_id <> connection_id()
        """;

    /// <summary>How long the oldest of them has been open; null when there is none, and where the database doesn't tell.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="tables">The tables that a transaction may have changed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<TimeSpan?> OldestAsync(DbConnection connection, IReadOnlyList<IImageTable> tables, CancellationToken cancellationToken)
    {
        SqlDialect dialect = SqlDialects.Of(connection);
        if (dialect == SqlDialect.Sqlite || tables.Count == 0)
            return null;
        try
        {
            (string Name, object? Value)[] names = dialect == SqlDialect.PostgreSql ? [.. tables.Select((table, i) => ($"@t{i}", (object?)table.QuotedIn(dialect)))] : [];
            string sql = dialect == SqlDialect.PostgreSql
                ? PostgreSql.Replace("{0}", string.Join(", ", names.Select(name => $"({name.Name}::text)")), StringComparison.Ordinal)
                : MySql;
            object? seconds = await SqlStatement.ReadValueAsync(connection, sql, names, cancellationToken).ConfigureAwait(false);
            return seconds is null ? null : TimeSpan.FromSeconds(Math.Max(0, Convert.ToDouble(seconds, CultureInfo.InvariantCulture)));
        }
        catch (DbException failure) when (TableErrors.IsDenied(failure))
        {
            return null;
        }
    }
}
