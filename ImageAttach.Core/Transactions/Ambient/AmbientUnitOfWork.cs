using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation in the ambient transaction, all or nothing.</summary>
internal static class AmbientUnitOfWork
{
    public static async Task<T> RunAsync<T>(
        IImageTable table,
        DbConnection connection,
        Transaction transaction,
        Func<FileLedger, Task> putFiles,
        Func<SavepointScope, FileLedger, Task<T>> changeRows,
        CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        IsolationCheck.Run(connection, database.GetAmbientIsolation(transaction, connection));
        AmbientLedger ledger = AmbientLedgers.GetOrCreate(transaction);
        using OperationGate.Pass pass = ledger.Enter();
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            AmbientSavepoint savepoint = new(database, connection, ledger.NextSavepoint());
            await BeginAsync(table, connection, savepoint, cancellationToken).ConfigureAwait(false);
            FileLedger files = ledger.Begin(connection);
            Fault.At(FaultPoint.Begun);
            try
            {
                await putFiles(files).ConfigureAwait(false);
                AmbientLedgers.CheckActive(transaction);
                T result = await changeRows(SavepointScope.ForAmbient(database), files).ConfigureAwait(false);
                await savepoint.ReleaseAsync().ConfigureAwait(false);
                AmbientLedgers.CheckActive(transaction);
                return result;
            }
            catch (Exception failure)
            {
                if (await savepoint.TryRollBackAsync().ConfigureAwait(false))
                    await ledger.Files.DiscardAsync(files).ConfigureAwait(false);
                AmbientLedgers.CheckActive(transaction, failure);
                throw;
            }
        }
    }

    private static async Task BeginAsync(IImageTable table, DbConnection connection, AmbientSavepoint savepoint, CancellationToken cancellationToken)
    {
        if (connection is IEnlistedConnection { EnlistedTransaction: null })
            throw NotPart(connection, null);
        try
        {
            await TableErrors.ExplainAsync(savepoint.SaveAsync(cancellationToken), table, connection).ConfigureAwait(false);
        }
        catch (DbException failure) when (savepoint.GetErrorKind(failure) is DatabaseErrorKind.NoTransaction or DatabaseErrorKind.LostSavepoint)
        {
            throw NotPart(connection, failure);
        }
        catch (DbException failure) when (savepoint.GetErrorKind(failure) is DatabaseErrorKind.DoomedTransaction)
        {
            throw new TransactionDoomedException(
                $"An error in the transaction has doomed it, so nothing more can be done in it: {failure.Message} Begin another and do all of it again.", failure);
        }
    }

    private static InvalidOperationException NotPart(DbConnection connection, Exception? cause) => new(
        $"The {connection.GetType().Name} doesn't take part in the ambient transaction, or that has ended on the server: a rollback would leave files " +
        "behind. Open the connection inside the scope.",
        cause);
}
