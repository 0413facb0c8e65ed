using System.Data.Common;
using System.Transactions;
using ImageAttach.Faults;
using ImageAttach.Sql;

namespace ImageAttach.Transactions.Ambient;

/// <summary>Runs an image operation in the ambient transaction, all or nothing.</summary>
internal static class AmbientWork
{
    public static async Task<T> RunAsync<T>(
        IImageTable table,
        DbConnection connection,
        Transaction transaction,
        Func<FileLedger, Task> putFiles,
        Func<Within, FileLedger, Task<T>> changeRows,
        CancellationToken cancellationToken)
    {
        Isolation.Check(connection, Isolation.Of(transaction, connection));
        AmbientLedger ledger = AmbientLedger.Of(transaction);
        using OperationGate.Pass pass = ledger.Enter();
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            return await RunAsync().ConfigureAwait(false);

        async Task<T> RunAsync()
        {
            string savepoint = ledger.NextSavepoint();
            await BeginAsync(table, connection, savepoint, cancellationToken).ConfigureAwait(false);
            FileLedger files = ledger.Begin(connection);
            Fault.At(FaultPoint.Begun);
            try
            {
                await putFiles(files).ConfigureAwait(false);
                AmbientLedger.CheckActive(transaction);
                T result = await changeRows(Within.Ambient(SqlDialects.Of(connection)), files).ConfigureAwait(false);
                await Savepoints.ReleaseAsync(connection, savepoint).ConfigureAwait(false);
                AmbientLedger.CheckActive(transaction);
                return result;
            }
            catch (Exception failure)
            {
                if (await Savepoints.TryRollBackToAsync(connection, savepoint).ConfigureAwait(false))
                    await ledger.Files.DiscardAsync(files).ConfigureAwait(false);
                AmbientLedger.CheckActive(transaction, failure);
                throw;
            }
        }
    }

    // PostgreSQL has no savepoints outside of a transaction; MySQL loses one as soon as it is made.
    private static async Task BeginAsync(IImageTable table, DbConnection connection, string savepoint, CancellationToken cancellationToken)
    {
        if (connection is IEnlistedConnection { EnlistedTransaction: null })
            throw NotPart(connection, null);
        try
        {
            await TableErrors.ExplainAsync(Savepoints.SaveAsync(connection, savepoint, cancellationToken), table, connection).ConfigureAwait(false);
            if (SqlDialects.Of(connection) == SqlDialect.MySql)
                await Savepoints.RollBackToAsync(connection, savepoint, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException failure) when (failure.SqlState is "25P01" or "42000")
        {
            throw NotPart(connection, failure);
        }
        catch (DbException failure) when (failure.SqlState is "25P02")
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
