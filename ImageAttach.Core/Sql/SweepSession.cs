using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>Makes sure that a session sees what is committed, all of it, and not late.</summary>
internal static class SweepSession
{
    /// <exception cref="SweepRefusedException">It can't be trusted to.</exception>
    public static async Task RefuseUntrustedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (await IsInTransactionAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The connection is inside a transaction, whose changes others don't see and which may be rolled back. A sweep goes by what is committed. Nothing was " +
                "removed. End the transaction first, or use another connection; on MariaDB and MySQL leave autocommit on. See docs/errors/sweep-refused.md");
        }

        SqlDialect dialect = SqlDialects.Of(connection);
        if (dialect == SqlDialect.Sqlite && await IsTrueAsync(connection, "pragma read_uncommitted", cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The connection reads rows that aren't committed (pragma read_uncommitted). Nothing was removed. Use another connection, or switch that off. See docs/errors/sweep-refused.md");
        }

        if (await IsStandbyAsync(connection, dialect, cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The server is a standby, a replica or read-only: what it has may be old, so files of rows that it hasn't got yet would be lost. Nothing was removed. " +
                "Sweep on the primary. See docs/errors/sweep-refused.md");
        }
    }

    // What a provider has begun, it refuses to run a command beside; what was begun as text, or by enlisting, only the server knows.
    private static async Task<bool> IsInTransactionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            if (SqlDialects.Of(connection) == SqlDialect.Sqlite)
                return !await TryBeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await SqlStatement.ExecuteAsync(connection, Savepoints.Probe, [], cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (DbException answer) when (answer.SqlState is NoTransaction or NoSavepoint)
        {
            return false;
        }
        catch (DbException answer) when (answer.SqlState is FailedTransaction)
        {
            return true;
        }
    }

    private const string NoTransaction = "25P01"; // PostgreSQL
    private const string FailedTransaction = "25P02"; // PostgreSQL
    private const string NoSavepoint = "42000"; // MariaDB, MySQL: the savepoint was lost at once

    private static async Task<bool> TryBeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            CommittedRead read = await CommittedRead.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await read.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (DbException failure) when (failure.Message.Contains("within a transaction", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static async Task<bool> IsStandbyAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) => dialect switch
    {
        SqlDialect.PostgreSql => await IsTrueAsync(connection, "select pg_is_in_recovery()", cancellationToken).ConfigureAwait(false),
        SqlDialect.MySql => await IsTrueAsync(connection, "select @@global.read_only <> 0", cancellationToken).ConfigureAwait(false)
            || await IsReplicaAsync(connection, cancellationToken).ConfigureAwait(false),
        _ => false,
    };

    // Who may not ask, or asks a server that calls it something else, is protected by the place that the claim notes: a replica has another.
    private static async Task<bool> IsReplicaAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return (await SqlStatement.ReadAsync(connection, "show replica status", [], _ => true, cancellationToken).ConfigureAwait(false)).Count > 0;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static async Task<bool> IsTrueAsync(DbConnection connection, string sql, CancellationToken cancellationToken) =>
        Convert.ToBoolean(await SqlStatement.ReadValueAsync(connection, sql, [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
}
