using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <content>Operations that run in the transaction.</content>
public sealed partial class ImageTransaction
{
    /// <inheritdoc cref="TransactionLedger.BeginRead"/>
    internal FileLedger BeginRead() => _ledger.BeginRead();

    /// <summary>Runs an image operation in the transaction, all or nothing.</summary>
    internal async Task<T> RunAsync<T>(
        DbConnection connection, Func<FileLedger, Task> putFiles, Func<SavepointScope, FileLedger, Task<T>> changeRows)
    {
        CheckFor(connection);
        using OperationGate.Pass pass = Enter();
        SavepointScope scope = SavepointScope.Create(DbTransaction, ImageDatabases.Get(connection), NextSavepoint());
        FileLedger files = _ledger.Begin(_lookup);
        Fault.At(FaultPoint.Begun);
        try
        {
            await putFiles(files).ConfigureAwait(false);
            T result = await changeRows(scope, files).ConfigureAwait(false);
            await scope.ReleaseAsync().ConfigureAwait(false);
            return result;
        }
        catch (Exception failure)
        {
            if (scope.IsTransactionLost(failure) && !_isRaw)
                throw await _lifetime.DoomAsync(failure).ConfigureAwait(false);
            if (await scope.TryRollBackAsync().ConfigureAwait(false))
                await _ledger.DiscardAsync(files).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes sure that an operation on a connection can take part.</summary>
    internal void CheckFor(DbConnection connection)
    {
        _lifetime.CheckOpen();
        _gate.CheckFree();
        if (!ReferenceEquals(connection, _connection) && !ReferenceEquals(connection, DbTransaction.Connection))
            throw new ArgumentException("The transaction belongs to another connection. Pass the connection that it was begun on.");
        IsolationCheck.Run(connection, DbTransaction.IsolationLevel);
    }

    /// <inheritdoc cref="OperationGate.Enter"/>
    internal OperationGate.Pass Enter() => _gate.Enter();

    internal async Task RollBackToAsync(string name, int mark)
    {
        _lifetime.CheckOpen();
        using IDisposable? context = _ledger.Settings.Resume();
        await DbTransaction.RollbackAsync(name, CancellationToken.None).ConfigureAwait(false);
        Fault.At(FaultPoint.SavepointRolledBack);
        await _ledger.RollBackToAsync(mark).ConfigureAwait(false);
    }

    private string NextSavepoint() => FormattableString.Invariant($"imageattach_{++_savepoints}");
}
