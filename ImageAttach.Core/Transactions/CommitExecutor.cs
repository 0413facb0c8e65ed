using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Sends commits and rollbacks, and finds out what the database did.</summary>
internal static class CommitExecutor
{
    /// <summary>Commits. Never with the caller's token: a commit that is cut short has no known result.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="connection">Its connection.</param>
    /// <returns>The result. The failure is a <see cref="CommitInDoubtException"/> where the answer doesn't prove one.</returns>
    public static async Task<CommitAttempt> CommitAsync(DbTransaction transaction, DbConnection connection)
    {
        CommitResult result = CommitResult.Unknown;
        try
        {
            Fault.At(FaultPoint.Probed);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            result = CommitResult.Committed;
            Fault.At(FaultPoint.Committed);
            return new(result);
        }
        catch (Exception failure)
        {
            return await IsRolledBackAsync(transaction, failure, ImageDatabases.Get(connection)).ConfigureAwait(false)
                ? new(CommitResult.RolledBack, failure)
                : new(result, InDoubt(failure));
        }
    }

    /// <summary>Rolls a transaction back whose commit was never sent.</summary>
    /// <returns>What is known then: nothing if the rollback wasn't answered, because another program may have committed on the same session.</returns>
    public static async Task<CommitResult> RollBackAsync(DbTransaction transaction) =>
        await TryRollBackAsync(transaction).ConfigureAwait(false) ? CommitResult.RolledBack : CommitResult.Unknown;

    // A server may still be at a commit that failed for the client, and answers a rollback on another session all the same. Where the database runs
    // in this process, nothing goes on once its commit has returned, and the rows show the rest.
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
