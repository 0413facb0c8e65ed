using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Sends a commit or a rollback, and finds out what became of it.</summary>
internal static class Committing
{
    /// <summary>Commits. Never with the caller's token: a commit that is cut short has no known outcome.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="report">Gets the outcome before this returns or throws.</param>
    /// <exception cref="CommitInDoubtException">The answer doesn't prove an outcome.</exception>
    public static async Task CommitAsync(DbTransaction transaction, DbConnection connection, Action<Outcome> report)
    {
        report(Outcome.Unknown);
        Fault.At(FaultPoint.Probed);
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            report(Outcome.Committed);
            Fault.At(FaultPoint.Committed);
        }
        catch (Exception failure)
        {
            if (!await IsRolledBackAsync(transaction, failure, ImageDatabases.Get(connection)).ConfigureAwait(false))
                throw InDoubt(failure);
            report(Outcome.RolledBack);
            throw;
        }
    }

    /// <summary>Rolls a transaction back whose commit was never sent.</summary>
    /// <returns>What is known then: nothing, if the rollback wasn't answered, because somebody may have committed beneath us.</returns>
    public static async Task<Outcome> RollBackAsync(DbTransaction transaction) =>
        await TryRollBackAsync(transaction).ConfigureAwait(false) ? Outcome.RolledBack : Outcome.Unknown;

    // A server may still be at a commit that failed for the client, and answers a rollback on another session all the same. Where the database runs
    // in this process, nothing goes on once its commit has returned, and the rows tell the rest.
    private static async Task<bool> IsRolledBackAsync(DbTransaction transaction, Exception failure, ImageDatabase database) =>
        database.ProvesRollback(failure) || (database.RunsInProcess && await TryRollBackAsync(transaction).ConfigureAwait(false));

    private static async Task<bool> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // The connection is gone, or the transaction has ended. What led here says more.
            return false;
        }
    }

    private static CommitInDoubtException InDoubt(Exception failure) => new(
        $"The answer to the commit doesn't prove whether it happened: {failure.Message} No file was removed. Open another connection and look at the " +
        "rows before you try again. See docs/errors/commit-in-doubt.md",
        failure);
}
