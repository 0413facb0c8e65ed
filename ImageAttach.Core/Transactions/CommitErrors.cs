using System.Data.Common;

namespace ImageAttach.Transactions;

/// <summary>Knows which errors of a commit prove that the transaction was rolled back. Any other error leaves the outcome in doubt.</summary>
/// <remarks>
/// An SQL state alone proves nothing: a pooler or a proxy that has lost its server answers with one of its own (08P01, HY000), and a server
/// that shuts down or cancels a wait for a standby (57P01, 57014) may have committed. So the lists name what only the database itself says,
/// and says only of a transaction that it rolled back.
/// </remarks>
internal static class CommitErrors
{
    private const string CompletionUnknown = "40003";

    // PostgreSQL, appendix A. Beside constraints, serialization failures and deadlocks: what a deferred trigger may raise (22, 27, 42, 44, P0), a
    // failed transaction, and prepared transactions that are switched off.
    private static readonly string[] PostgreSql = ["22", "23", "25P02", "27", "40", "42", "44", "55000", "P0"];

    // MySQL and MariaDB: constraints, deadlocks (1213; Galera's failed certification has the same state), and branches that XA rolled back (XA100 to XA107).
    private static readonly string[] MySql = ["23", "40", "XA10"];

    /// <summary>Whether an error of a commit proves that the transaction was rolled back.</summary>
    /// <param name="failure">The error, or one that it caused.</param>
    /// <param name="dialect">The database. SQLite has no SQL states, and no error of its proves anything.</param>
    public static bool ProveRollback(Exception? failure, SqlDialect dialect)
    {
        while (failure is not null and not DbException { SqlState: not null })
            failure = failure.InnerException;
        return failure is DbException { SqlState: { } state } && state != CompletionUnknown
            && Array.Exists(Of(dialect), proof => state.StartsWith(proof, StringComparison.Ordinal));
    }

    private static string[] Of(SqlDialect dialect) => dialect switch
    {
        SqlDialect.PostgreSql => PostgreSql,
        SqlDialect.MySql => MySql,
        _ => [],
    };
}
