using System.Data.Common;
using ImageAttach.Faults;
using ImageAttach.Sql;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation as one transaction, all or nothing: its rows and the files of a ledger share one end.</summary>
internal static class OwnTransaction
{
    private const string SerializationFailure = "40001"; // to MySQL also a deadlock
    private const string PostgreSqlDeadlock = "40P01";
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
        Outcome outcome = Outcome.RolledBack;
        T result;
        try
        {
            await putFiles(ledger).ConfigureAwait(false);
            IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (open.ConfigureAwait(false))
            {
                result = await RetryAsync(ChangeAndCommitAsync, ledger, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            await ledger.EndAsync(outcome, connection, failure).ConfigureAwait(false);
            throw;
        }

        await ledger.EndAsync(outcome, connection).ConfigureAwait(false);
        return result;

        async Task<T> ChangeAndCommitAsync()
        {
            Task<DbTransaction> begin = connection.BeginTransactionAsync(Isolation.Own(connection), cancellationToken).AsTask();
            DbTransaction transaction = await TableErrors.ExplainAsync(begin, table, connection).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                Fault.At(FaultPoint.Begun);
                T changed = await changeRows(Within.Own(transaction), ledger).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                await Committing.CommitAsync(transaction, told => outcome = told).ConfigureAwait(false);
                return changed;
            }
        }
    }

    // Deadlocks and failed serialisation are the database's way to say: again, please. The files are put and stay put.
    private static async Task<T> RetryAsync<T>(Func<Task<T>> work, FileLedger ledger, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (DbException conflict) when (tries < MostTries && conflict.SqlState is SerializationFailure or PostgreSqlDeadlock)
            {
                ledger.ForgetSuperseded(default);
                await Task.Delay(Random.Shared.Next(1, 1 << Math.Min(tries, 7)), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
