using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Whether a caller's transaction is still open, and what follows when it ends.</summary>
internal sealed class TransactionLifetime(DbTransaction transaction, DbConnection connection, TransactionLedger ledger)
{
    /// <summary>Whether the transaction was committed or rolled back.</summary>
    public bool IsEnded { get; private set; }

    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public void CheckOpen()
    {
        if (IsEnded)
            throw new InvalidOperationException("The transaction has been committed or rolled back. Begin another.");
    }

    /// <inheritdoc cref="ImageTransaction.CommitAsync"/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        using IDisposable? context = ledger.Settings.Resume();
        await CheckOldFilesAsync(cancellationToken).ConfigureAwait(false);
        await ProbeAsync().ConfigureAwait(false);
        IsEnded = true;
        CommitAttempt commit = await CommitExecutor.CommitAsync(transaction, connection).ConfigureAwait(false);
        await ledger.EndAsync(commit.Result, commit.Failure).ConfigureAwait(false);
        commit.ThrowIfFailed();
    }

    /// <summary>Rolls back, and removes the files put in the transaction.</summary>
    /// <param name="cause">What went wrong, if anything did.</param>
    // No commit was sent here. But there may have been one all the same: by the user, or on MySQL by a statement like `create table`.
    public async Task RollBackAsync(Exception? cause = null)
    {
        IsEnded = true;
        using IDisposable? context = ledger.Settings.Resume();
        CommitResult result = await CommitExecutor.RollBackAsync(transaction).ConfigureAwait(false);
        Fault.At(FaultPoint.RolledBack);
        await ledger.EndAsync(result, cause).ConfigureAwait(false);
    }

    /// <summary>Rolls back a transaction that can't be committed any more.</summary>
    /// <param name="failure">The error that shows it.</param>
    /// <returns>The exception for the caller.</returns>
    public async Task<TransactionDoomedException> DoomAsync(Exception failure)
    {
        await RollBackAsync(failure).ConfigureAwait(false);
        return new(
            "The database has given up on the transaction, or an error in it has doomed it, so it can't be committed: " +
            $"{failure.Message} It was rolled back. Begin another and do all of it again.",
            failure);
    }

    // A store that can't answer leaves the transaction open.
    private async Task CheckOldFilesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OldFileCheck.RunAsync(ledger.FindOldFiles(), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionDoomedException doomed)
        {
            await RollBackAsync(doomed).ConfigureAwait(false);
            throw;
        }
    }

    // A transaction that the database gave up on, silently as the victim of a deadlock on MySQL, or which an error has doomed on PostgreSQL.
    private async Task ProbeAsync()
    {
        try
        {
            ImageDatabase database = ImageDatabases.Get(connection);
            await SqlStatement.ExecuteAllAsync(database, connection, database.CommitProbeBatch, transaction, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            throw await DoomAsync(failure).ConfigureAwait(false);
        }
    }
}
