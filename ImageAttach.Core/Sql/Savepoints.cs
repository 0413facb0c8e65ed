using System.Data.Common;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>Savepoints of an ambient transaction, which has no object that could make them. All three databases write them alike.</summary>
internal static class Savepoints
{
    /// <summary>Fails outside of a transaction, and does nothing inside: PostgreSQL makes no savepoint there, and MySQL loses it at once.</summary>
    public const string Probe = "savepoint imageattach_probe; release savepoint imageattach_probe";

    /// <summary>Asks whether there is a transaction that can be committed, which comes next. PostgreSQL says so when it is to make a savepoint.</summary>
    public static Task ProbeAsync(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(new CommandDefinition(
        SqlDialects.Of(connection) == SqlDialect.PostgreSql ? "savepoint imageattach_probe" : Probe, transaction: transaction));

    public static Task SaveAsync(DbConnection connection, string name, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"savepoint {name}", cancellationToken);

    public static Task RollBackToAsync(DbConnection connection, string name, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"rollback to savepoint {name}", cancellationToken);

    public static Task ReleaseAsync(DbConnection connection, string name) =>
        ExecuteAsync(connection, $"release savepoint {name}", CancellationToken.None);

    /// <returns>Whether it could: the connection may be gone, or the transaction with it, and then that one's end decides.</returns>
    public static async Task<bool> TryRollBackToAsync(DbConnection connection, string name)
    {
        try
        {
            await RollBackToAsync(connection, name, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Task<int> ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
}
