using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation as one transaction, all or nothing: its rows and the files of a ledger share one end.</summary>
internal static class OwnTransaction
{
    private const int MostTries = 20;

    /// <summary>Puts files, changes rows, commits, and then lets the files follow.</summary>
    /// <param name="table">The table whose rows are changed.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="putFiles">Puts the files, before the transaction begins: no lock is held while bytes travel.</param>
    /// <param name="changeRows">Changes the rows.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    public static async Task<T> RunAsync<T>(
        IImageTable table,
        DbConnection connection,
        Func<FileLedger, Task> putFiles,
        Func<Within, FileLedger, Task<T>> changeRows,
        CancellationToken cancellationToken)
    {
        FileLedger ledger = new();
        ImageDatabase database = ImageDatabases.Get(connection);
        IAsyncDisposable open;
        try
        {
            await putFiles(ledger).ConfigureAwait(false);
            open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The database hasn't heard of the files yet.
            await FileRemoval.RunAsync(ledger.Take().Put).ConfigureAwait(false);
            throw;
        }

        Outcome outcome = Outcome.RolledBack;
        bool isCommitSent = false;
        RowLookup lookup = RowLookup.Through(connection, open);
        T result;
        try
        {
            result = await RetryAsync(ChangeAndCommitAsync, IsConflict, ledger, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            bool isUndone = !isCommitSent && outcome == Outcome.RolledBack;
            await (isUndone ? DiscardAsync(ledger, lookup) : EndAsync(ledger, outcome, lookup, failure)).ConfigureAwait(false);
            throw;
        }

        await EndAsync(ledger, outcome, lookup).ConfigureAwait(false);
        return result;

        bool IsConflict(DbException failure) => outcome == Outcome.RolledBack && database.GetErrorKind(failure) == DatabaseErrorKind.Conflict;

        async Task<T> ChangeAndCommitAsync()
        {
            isCommitSent = false;
            Task<DbTransaction> begin = connection.BeginTransactionAsync(database.OperationIsolation, cancellationToken).AsTask();
            DbTransaction transaction = await TableErrors.ExplainAsync(begin, table, connection).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                Fault.At(FaultPoint.Begun);
                T changed;
                try
                {
                    changed = await changeRows(Within.Own(transaction), ledger).ConfigureAwait(false);
                    await OldFileCheck.RunAsync(ledger.Copy(), cancellationToken).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
                catch
                {
                    outcome = await Committing.RollBackAsync(transaction).ConfigureAwait(false);
                    throw;
                }

                isCommitSent = true;
                await Committing.CommitAsync(transaction, connection, reported => outcome = reported).ConfigureAwait(false);
                return changed;
            }
        }
    }

    // A connection that was opened for the operation is given back before a file is removed, which may take long.
    private static async Task EndAsync(FileLedger ledger, Outcome outcome, RowLookup lookup, Exception? failure = null)
    {
        List<LedgerEntry> removable;
        await using (lookup.ConfigureAwait(false))
            removable = await FileCleanup.FindRemovableAsync(outcome, ledger.Take(), lookup, failure).ConfigureAwait(false);
        ledger.Notify(outcome);
        await FileRemoval.RunAsync(removable).ConfigureAwait(false);
    }

    // Only this class can commit the transaction, and it never did: an answered rollback is proof enough. An unanswered one isn't: a wrapper or a proxy may
    // have repeated the statements on another session, outside of the transaction.
    private static async Task DiscardAsync(FileLedger ledger, RowLookup lookup)
    {
        await lookup.DisposeAsync().ConfigureAwait(false);
        ledger.Notify(Outcome.RolledBack);
        await FileRemoval.RunAsync(ledger.Take().Put).ConfigureAwait(false);
    }

    // Deadlocks and failed serialisation are the database's way to say: again, please. The files are put and stay put.
    private static async Task<T> RetryAsync<T>(Func<Task<T>> work, Func<DbException, bool> isConflict, FileLedger ledger, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (DbException conflict) when (tries < MostTries && isConflict(conflict))
            {
                ledger.ForgetSuperseded();
                await Task.Delay(Random.Shared.Next(1, 1 << Math.Min(tries, 7)), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
