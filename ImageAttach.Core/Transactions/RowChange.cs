using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Changes rows in a transaction of its own and commits it, again and again while other transactions are in the way.</summary>
internal sealed class RowChange<T>(IImageTable table, DbConnection connection, Func<SavepointScope, FileLedger, Task<T>> changeRows, FileLedger ledger)
{
    private const int MaxAttempts = 20;

    private readonly ImageDatabase _database = ImageDatabases.Get(connection);
    private bool _isCommitSent;

    /// <summary>What the database did.</summary>
    public CommitResult Result { get; private set; } = CommitResult.RolledBack;

    /// <summary>Whether no commit was sent, and the rollback was answered.</summary>
    public bool IsUndone => !_isCommitSent && Result == CommitResult.RolledBack;

    // Deadlocks and failed serialization mean that the same work may succeed when it is done again. The files are put and stay put.
    public async Task<T> RunAsync(CancellationToken cancellationToken)
    {
        for (int attempts = 1; ; attempts++)
        {
            try
            {
                return await ChangeAndCommitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException conflict) when (attempts < MaxAttempts && IsConflict(conflict))
            {
                ledger.ForgetObsolete();
                await Task.Delay(Random.Shared.Next(1, 1 << Math.Min(attempts, 7)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsConflict(DbException failure) => Result == CommitResult.RolledBack && _database.GetErrorKind(failure) == DatabaseErrorKind.Conflict;

    private async Task<T> ChangeAndCommitAsync(CancellationToken cancellationToken)
    {
        _isCommitSent = false;
        Task<DbTransaction> begin = _database.BeginTransactionAsync(connection, _database.OperationIsolation, cancellationToken).AsTask();
        DbTransaction transaction = await TableErrors.ExplainAsync(begin, table, connection).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            Fault.At(FaultPoint.Begun);
            T changed = await ChangeAsync(transaction, cancellationToken).ConfigureAwait(false);
            _isCommitSent = true;
            Result = CommitResult.Unknown;
            CommitAttempt commit = await CommitExecutor.CommitAsync(transaction, connection).ConfigureAwait(false);
            Result = commit.Result;
            commit.ThrowIfFailed();
            return changed;
        }
    }

    private async Task<T> ChangeAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            T changed = await changeRows(SavepointScope.ForOwnTransaction(transaction), ledger).ConfigureAwait(false);
            await OldFileCheck.RunAsync(ledger.FindOldFiles(), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return changed;
        }
        catch
        {
            Result = await CommitExecutor.RollBackAsync(transaction).ConfigureAwait(false);
            throw;
        }
    }
}
