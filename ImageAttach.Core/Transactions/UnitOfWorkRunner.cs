using System.Data.Common;
using System.Transactions;

namespace ImageAttach.Transactions;

/// <summary>Runs an image operation, in the caller's transaction, in the ambient one, or in one of its own.</summary>
internal static class UnitOfWorkRunner
{
    /// <param name="table">The table whose rows are changed.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction, or null.</param>
    /// <param name="putFiles">Puts the files, after tracking them.</param>
    /// <param name="changeRows">Changes the rows, and tracks the files that become obsolete.</param>
    /// <param name="cancellationToken">Stops the work, until a commit is sent.</param>
    public static Task<T> RunAsync<T>(
        IImageTable table,
        DbConnection connection,
        ImageTransaction? transaction,
        Func<FileLedger, Task> putFiles,
        Func<SavepointScope, FileLedger, Task<T>> changeRows,
        CancellationToken cancellationToken) => (transaction, Transaction.Current) switch
        {
            (not null, _) => transaction.RunAsync(connection, putFiles, changeRows),
            (null, { } ambient) => AmbientUnitOfWork.RunAsync(table, connection, ambient, putFiles, changeRows, cancellationToken),
            _ => OwnTransaction.RunAsync(table, connection, putFiles, changeRows, cancellationToken),
        };

    /// <summary>The ledger of the transaction that a read takes part in; null outside of one.</summary>
    /// <param name="transaction">The caller's transaction, or null.</param>
    public static FileLedger? GetReadLedger(ImageTransaction? transaction) => transaction?.BeginRead()
        ?? (Transaction.Current is { TransactionInformation.Status: TransactionStatus.Active } ambient ? AmbientLedgers.GetOrCreate(ambient).Files.BeginRead() : null);
}
