using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach.Operations;

/// <summary>Makes sure that a session sees what is committed, all of it, and not late.</summary>
internal static class SweepSession
{
    /// <exception cref="SweepRefusedException">It can't be trusted to.</exception>
    public static async Task RefuseUntrustedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        if (await database.IsInTransactionAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The connection is inside a transaction, whose changes others don't see and which may be rolled back. A sweep goes by what is committed. Nothing was " +
                "removed. End the transaction first, or use another connection; on MariaDB and MySQL leave autocommit on. See docs/errors/sweep-refused.md");
        }

        if (await database.ReadsUncommittedAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The connection reads rows that aren't committed (on SQLite: pragma read_uncommitted). Nothing was removed. Use another connection, or switch that off. See docs/errors/sweep-refused.md");
        }

        if (await database.IsStandbyAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw new SweepRefusedException(
                "The server is a standby, a replica or read-only: what it has may be old, so files of rows that it hasn't got yet would be lost. Nothing was removed. " +
                "Sweep on the primary. See docs/errors/sweep-refused.md");
        }
    }
}
