using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation as one transaction, all or nothing: its rows and the files of a ledger share one end.</summary>
internal static class OwnTransaction
{
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
        Func<SavepointScope, FileLedger, Task<T>> changeRows,
        CancellationToken cancellationToken)
    {
        FileLedger ledger = new();
        RowChange<T> change = new(table, connection, changeRows, ledger);
        IAsyncDisposable open = await PutAsync(connection, putFiles, ledger, cancellationToken).ConfigureAwait(false);
        RowLookup lookup = RowLookup.Create(connection, open);
        T changed;
        try
        {
            changed = await change.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await (change.IsUndone ? DiscardAsync(ledger, lookup) : EndAsync(ledger, change.Result, lookup, failure)).ConfigureAwait(false);
            throw;
        }

        await EndAsync(ledger, change.Result, lookup).ConfigureAwait(false);
        return changed;
    }

    /// <returns>What closes the connection again.</returns>
    private static async Task<IAsyncDisposable> PutAsync(
        DbConnection connection, Func<FileLedger, Task> putFiles, FileLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            await putFiles(ledger).ConfigureAwait(false);
            return await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The database doesn't know the files yet.
            await FileRemoval.RunAsync(ledger.DetachFiles().Put).ConfigureAwait(false);
            throw;
        }
    }

    // A connection that was opened for the operation is given back before a file is removed, which may take long.
    private static async Task EndAsync(FileLedger ledger, CommitResult result, RowLookup lookup, Exception? failure = null)
    {
        List<LedgerEntry> removable;
        await using (lookup.ConfigureAwait(false))
            removable = await FileCleanup.FindRemovableAsync(result, ledger.DetachFiles(), lookup, failure).ConfigureAwait(false);
        ledger.RunCallbacks(result);
        await FileRemoval.RunAsync(removable).ConfigureAwait(false);
        await ledger.AfterCommitWork.ConfigureAwait(false);
    }

    // Only this class can commit the transaction, and it never did: an answered rollback is proof enough. An unanswered one isn't: a wrapper or a proxy may
    // have repeated the statements on another session, outside of the transaction.
    private static async Task DiscardAsync(FileLedger ledger, RowLookup lookup)
    {
        await lookup.DisposeAsync().ConfigureAwait(false);
        ledger.RunCallbacks(CommitResult.RolledBack);
        await FileRemoval.RunAsync(ledger.DetachFiles().Put).ConfigureAwait(false);
    }
}
