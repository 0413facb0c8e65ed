using System.Data.Common;
using ImageAttach.Sql;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation as one transaction, all or nothing: its rows and the files of a ledger share one end.</summary>
internal static class OwnTransaction
{
    /// <summary>Puts files, changes rows, commits, and then lets the files follow.</summary>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="ledger">Notes the files.</param>
    /// <param name="putFiles">Puts the files, before the transaction begins: no lock is held while bytes travel.</param>
    /// <param name="changeRows">Changes the rows.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    public static async Task<T> RunAsync<T>(
        DbConnection connection,
        FileLedger ledger,
        Func<Task> putFiles,
        Func<DbTransaction, Task<T>> changeRows,
        CancellationToken cancellationToken)
    {
        Outcome outcome = Outcome.RolledBack;
        T result;
        try
        {
            await putFiles().ConfigureAwait(false);
            IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (open.ConfigureAwait(false))
            {
                DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    result = await changeRows(transaction).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    outcome = Outcome.Unknown;
                    await CommitAsync(transaction, rolledBack: () => outcome = Outcome.RolledBack).ConfigureAwait(false);
                    outcome = Outcome.Committed;
                }
            }
        }
        catch (Exception failure)
        {
            await ledger.EndAsync(outcome, failure).ConfigureAwait(false);
            throw;
        }

        await ledger.EndAsync(outcome).ConfigureAwait(false);
        return result;
    }

    // Never with the caller's token: a commit cut short has no known end. A commit that failed is certain to have
    // changed nothing once the rollback after it succeeded.
    private static async Task CommitAsync(DbTransaction transaction, Action rolledBack)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            rolledBack();
            throw;
        }
    }
}
