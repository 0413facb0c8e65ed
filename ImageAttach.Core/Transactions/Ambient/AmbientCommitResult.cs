using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>Finds what databases did with an ambient transaction that has ended, as far as it is proved.</summary>
/// <remarks>
/// Providers report a commit as aborted after any error that has an SQL state, a pooler's among them. So a rollback is proved only where no commit was
/// sent, or where the error that aborted it proves one.
/// </remarks>
internal static class AmbientCommitResult
{
    /// <param name="transaction">The transaction.</param>
    /// <param name="connections">The connections that took part, each with the result of its probe.</param>
    public static CommitResult Find(Transaction transaction, IEnumerable<(DbConnection Connection, ProbeResult Result)> connections) =>
        transaction.TransactionInformation.Status switch
        {
            TransactionStatus.Committed => CommitResult.Committed,
            TransactionStatus.Aborted when IsRollbackProved(transaction, [.. connections]) => CommitResult.RolledBack,
            _ => CommitResult.Unknown,
        };

    private static bool IsRollbackProved(Transaction transaction, (DbConnection Connection, ProbeResult Result)[] connections)
    {
        if (connections.Any(connection => connection.Result == ProbeResult.Vetoed) || connections.All(connection => connection.Result == ProbeResult.None))
            return true;
        Exception? cause = FindCause(transaction);
        return connections.Any(connection => ImageDatabases.Get(connection.Connection).ProvesRollback(cause));
    }

    // Only an attempt to use the transaction brings its cause to light.
    private static Exception? FindCause(Transaction transaction)
    {
        try
        {
            transaction.EnlistVolatile(new NoResource(), EnlistmentOptions.None);
            return null;
        }
        catch (TransactionException refused)
        {
            return refused.InnerException;
        }
    }

    private sealed class NoResource : IEnlistmentNotification
    {
        public void Prepare(PreparingEnlistment preparingEnlistment) => preparingEnlistment.Prepared();

        public void Commit(Enlistment enlistment) => enlistment.Done();

        public void Rollback(Enlistment enlistment) => enlistment.Done();

        public void InDoubt(Enlistment enlistment) => enlistment.Done();
    }
}
