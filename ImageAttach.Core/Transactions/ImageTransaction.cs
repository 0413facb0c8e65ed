using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>A database transaction that owns the files put in it: rolled back, or disposed of uncommitted, it removes them.</summary>
/// <remarks>
/// <para>Hand <see cref="DbTransaction"/> to Dapper, and this object to image operations. End it through this object alone. Old files go
/// after the commit, and only when no committed row names them any more.</para>
/// <para>Each image operation is all or nothing within the transaction: after one that failed you can go on, and commit.</para>
/// <para>It takes one operation at a time, as the transaction that it wraps does. Another one is refused while the first runs, before a file is put.</para>
/// </remarks>
/// <example>
/// <code>
/// await using ImageTransaction tx = await db.BeginImageTransactionAsync();
/// await db.ExecuteAsync("update users set name = @Name where id = @Id", user, tx.DbTransaction);
/// await user.Picture.FromFileAsync(db, upload, transaction: tx);
/// await tx.CommitAsync();
/// </code>
/// </example>
public sealed class ImageTransaction : IAsyncDisposable
{
    private readonly TransactionLedger _ledger = new();
    private readonly OperationGate _gate = new();
    private readonly DbConnection _connection;
    private readonly RowLookup _lookup;
    private readonly bool _isRaw;
    private int _savepoints;

    /// <param name="transaction">The transaction.</param>
    /// <param name="connection">The caller's connection. One that wraps another isn't the transaction's own.</param>
    /// <param name="isRaw">Whether somebody else ends it.</param>
    internal ImageTransaction(DbTransaction transaction, DbConnection connection, bool isRaw) =>
        (DbTransaction, _connection, _lookup, _isRaw) = (transaction, connection, RowLookup.Through(connection), isRaw);

    /// <summary>The transaction itself, for Dapper and other commands. Don't end it; end this object.</summary>
    public DbTransaction DbTransaction { get; }

    /// <summary>Whether it was committed or rolled back.</summary>
    public bool IsEnded { get; private set; }

    /// <inheritdoc cref="TransactionLedger.BeginRead"/>
    internal FileLedger BeginRead() => _ledger.BeginRead();

    /// <summary>
    /// Takes part in a transaction without knowing how it ends: files put in it are kept whatever happens, and superseded ones left.
    /// Prefer <see cref="DbConnectionExtensions.BeginImageTransactionAsync"/> or <see cref="Over"/>.
    /// </summary>
    /// <param name="transaction">A transaction that somebody else ends.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "Over is the named way, and does more.")]
    [return: NotNullIfNotNull(nameof(transaction))]
    public static implicit operator ImageTransaction?(DbTransaction? transaction) =>
        transaction is null ? null : new(transaction, ConnectionOf(transaction), isRaw: true);

    /// <summary>Takes over a transaction that has begun already. End it through the result from now on.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public static ImageTransaction Over(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new(transaction, Connections.Usable(ConnectionOf(transaction)), isRaw: false);
    }

    /// <summary>Commits, and then removes the files that are no longer needed.</summary>
    /// <param name="cancellationToken">Looked at before the commit is sent, and no more after that.</param>
    /// <remarks>Files that were put an hour ago or earlier are looked at first: a sweep may have removed them.</remarks>
    /// <exception cref="TransactionDoomedException">
    /// The database has given up on the transaction, an error doomed it, or a file that was put in it is missing. It was rolled back.
    /// </exception>
    /// <exception cref="ImageStoreException">A store can't say whether it still has a file that was put long ago. The transaction stays open, and can be committed again.</exception>
    /// <exception cref="CommitInDoubtException">The answer to the commit doesn't prove whether it happened; nothing was removed.</exception>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">It has ended already.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        using OperationGate.Pass pass = Enter();
        using IDisposable? context = _ledger.Settings.Resume();
        await CheckOldFilesAsync(cancellationToken).ConfigureAwait(false);
        await ProbeAsync().ConfigureAwait(false);
        IsEnded = true;
        Outcome outcome = Outcome.Unknown;
        try
        {
            await Committing.CommitAsync(DbTransaction, _connection, reported => outcome = reported).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await _ledger.EndAsync(outcome, failure).ConfigureAwait(false);
            throw;
        }

        await _ledger.EndAsync(outcome).ConfigureAwait(false);
    }

    /// <summary>Rolls back, and removes the files put in it.</summary>
    /// <param name="cancellationToken">Looked at before the rollback is sent, and no more after that.</param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">It has ended already.</exception>
    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        using OperationGate.Pass pass = Enter();
        await EndByRollbackAsync().ConfigureAwait(false);
    }

    /// <summary>Calls a handler once the transaction is committed, in the order of registration. After a rollback it isn't called.</summary>
    /// <param name="handler">
    /// What to do. Exceptions that it throws are logged, because the transaction is committed by then. Rolling back to a savepoint that is older than the
    /// registration drops it.
    /// </param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or is a raw <c>DbTransaction</c>, whose end isn't seen.</exception>
    public void OnCommitted(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        CheckOpen();
        if (_isRaw)
            throw new InvalidOperationException("The end of a raw DbTransaction isn't seen. Begin the transaction with BeginImageTransactionAsync, or take it over with ImageTransaction.Over.");
        using OperationGate.Pass pass = Enter();
        _ledger.Begin(_lookup).OnCommitted(handler);
    }

    /// <summary>Makes a savepoint, to which rows and files can be rolled back.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public async Task<ImageSavepoint> SaveAsync(CancellationToken cancellationToken = default)
    {
        CheckOpen();
        using OperationGate.Pass pass = Enter();
        string name = NextName();
        await DbTransaction.SaveAsync(name, cancellationToken).ConfigureAwait(false);
        return new(this, name, _ledger.Count);
    }

    /// <summary>Rolls back, unless it has ended, and removes the files put in it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsEnded && !_isRaw)
            await EndByRollbackAsync().ConfigureAwait(false);
        await DbTransaction.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs an image operation in the transaction, all or nothing.</summary>
    internal async Task<T> RunAsync<T>(
        DbConnection connection, Func<FileLedger, Task> putFiles, Func<Within, FileLedger, Task<T>> changeRows)
    {
        CheckFor(connection);
        using OperationGate.Pass pass = Enter();
        Within within = Within.Savepoint(DbTransaction, ImageDatabases.Get(connection), NextName());
        FileLedger files = _ledger.Begin(_lookup);
        Fault.At(FaultPoint.Begun);
        try
        {
            await putFiles(files).ConfigureAwait(false);
            T result = await changeRows(within, files).ConfigureAwait(false);
            await within.EndAsync().ConfigureAwait(false);
            return result;
        }
        catch (Exception failure)
        {
            if (within.IsGone(failure) && !_isRaw)
                throw await DoomedAsync(failure).ConfigureAwait(false);
            if (await within.TryRollBackAsync().ConfigureAwait(false))
                await _ledger.DiscardAsync(files).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes sure that an operation on a connection can take part.</summary>
    internal void CheckFor(DbConnection connection)
    {
        CheckOpen();
        _gate.CheckFree();
        if (!ReferenceEquals(connection, _connection) && !ReferenceEquals(connection, DbTransaction.Connection))
            throw new ArgumentException("The transaction belongs to another connection. Pass the connection that it was begun on.");
        IsolationCheck.Run(connection, DbTransaction.IsolationLevel);
    }

    /// <inheritdoc cref="OperationGate.Enter"/>
    internal OperationGate.Pass Enter() => _gate.Enter();

    internal async Task RollBackToAsync(string name, int mark)
    {
        CheckOpen();
        using IDisposable? context = _ledger.Settings.Resume();
        await DbTransaction.RollbackAsync(name, CancellationToken.None).ConfigureAwait(false);
        Fault.At(FaultPoint.SavepointRolledBack);
        await _ledger.RollBackToAsync(mark).ConfigureAwait(false);
    }

    private static DbConnection ConnectionOf(DbTransaction transaction) => transaction.Connection
        ?? throw new InvalidOperationException("The transaction has ended. Begin another.");

    private string NextName() => FormattableString.Invariant($"imageattach_{++_savepoints}");

    private void CheckOpen()
    {
        if (IsEnded)
            throw new InvalidOperationException("The transaction has been committed or rolled back. Begin another.");
    }

    // A store that can't answer leaves the transaction open.
    private async Task CheckOldFilesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OldFileCheck.RunAsync(_ledger.Files, cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionDoomedException doomed)
        {
            await EndByRollbackAsync(doomed).ConfigureAwait(false);
            throw;
        }
    }

    // A transaction that the database gave up on, silently as the victim of a deadlock on MySQL, or which an error has doomed on PostgreSQL.
    private async Task ProbeAsync()
    {
        try
        {
            ImageDatabase database = ImageDatabases.Get(_connection);
            await SqlStatement.ExecuteAllAsync(database, _connection, database.CommitProbeBatch, DbTransaction, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            throw await DoomedAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task<TransactionDoomedException> DoomedAsync(Exception failure)
    {
        await EndByRollbackAsync(failure).ConfigureAwait(false);
        return new(
            "The database has given up on the transaction, or an error in it has doomed it, so it can't be committed: " +
            $"{failure.Message} It was rolled back. Begin another and do all of it again.",
            failure);
    }

    // No commit was sent here. But one may have been beneath us: by the user's own, or on MySQL by a statement like `create table`.
    private async Task EndByRollbackAsync(Exception? cause = null)
    {
        IsEnded = true;
        using IDisposable? context = _ledger.Settings.Resume();
        Outcome outcome = await Committing.RollBackAsync(DbTransaction).ConfigureAwait(false);
        Fault.At(FaultPoint.RolledBack);
        await _ledger.EndAsync(outcome, cause).ConfigureAwait(false);
    }
}
