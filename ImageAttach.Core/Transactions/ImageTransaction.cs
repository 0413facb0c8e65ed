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
public sealed partial class ImageTransaction : IAsyncDisposable
{
    private readonly TransactionLedger _ledger = new();
    private readonly OperationGate _gate = new();
    private readonly TransactionLifetime _lifetime;
    private readonly DbConnection _connection;
    private readonly RowLookup _lookup;
    private readonly bool _isRaw;
    private int _savepoints;

    /// <param name="transaction">The transaction.</param>
    /// <param name="connection">The caller's connection. One that wraps another isn't the transaction's own.</param>
    /// <param name="isRaw">Whether somebody else ends it.</param>
    internal ImageTransaction(DbTransaction transaction, DbConnection connection, bool isRaw)
    {
        (DbTransaction, _connection, _lookup, _isRaw) = (transaction, connection, RowLookup.Create(connection), isRaw);
        _lifetime = new(transaction, connection, _ledger);
    }

    /// <summary>The transaction itself, for Dapper and other commands. Don't end it; end this object.</summary>
    public DbTransaction DbTransaction { get; }

    /// <summary>Whether it was committed or rolled back.</summary>
    public bool IsEnded => _lifetime.IsEnded;

    /// <summary>Joins a transaction, as <see cref="Join"/> does, but silently.</summary>
    /// <param name="transaction">A transaction that other code ends.</param>
    [Obsolete("The end of a DbTransaction isn't seen. Begin an ImageTransaction, or write ImageTransaction.Join(transaction).")]
    [SuppressMessage("Usage", "CA2225", Justification = "Join is the named way.")]
    [return: NotNullIfNotNull(nameof(transaction))]
    public static implicit operator ImageTransaction?(DbTransaction? transaction) => Join(transaction);

    /// <summary>
    /// Joins a transaction that other code ends, and whose end isn't seen: files that are put in it stay even after a rollback, and files that it makes
    /// superfluous stay even after a commit, until the store is swept. No committed image is lost.
    /// </summary>
    /// <param name="transaction">The transaction; null for none.</param>
    /// <returns>What image operations take as their transaction. Disposing of it leaves the transaction open. Null for none.</returns>
    /// <remarks>
    /// Where you can, begin the transaction with <see cref="DbConnectionExtensions.BeginImageTransactionAsync"/>, or take it over with <see cref="Over"/>: then
    /// its files follow it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    [return: NotNullIfNotNull(nameof(transaction))]
    public static ImageTransaction? Join(DbTransaction? transaction) =>
        transaction is null ? null : new(transaction, ConnectionOf(transaction), isRaw: true);

    /// <summary>Takes over a transaction that has begun already. End it through the result from now on.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public static ImageTransaction Over(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new(transaction, Connections.RequireUsable(ConnectionOf(transaction)), isRaw: false);
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
        _lifetime.CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        using OperationGate.Pass pass = Enter();
        await _lifetime.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rolls back, and removes the files put in it.</summary>
    /// <param name="cancellationToken">Looked at before the rollback is sent, and no more after that.</param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">It has ended already.</exception>
    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        _lifetime.CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        using OperationGate.Pass pass = Enter();
        await _lifetime.RollBackAsync().ConfigureAwait(false);
    }

    /// <summary>Calls a handler once the transaction is committed, in the order of registration. After a rollback it isn't called.</summary>
    /// <param name="handler">
    /// What to do. Exceptions that it throws are logged, because the transaction is committed by then. Rolling back to a savepoint that is older than the
    /// registration drops it.
    /// </param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or was joined, so that its end isn't seen.</exception>
    public void OnCommitted(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _lifetime.CheckOpen();
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
        _lifetime.CheckOpen();
        using OperationGate.Pass pass = Enter();
        string name = NextSavepoint();
        await DbTransaction.SaveAsync(name, cancellationToken).ConfigureAwait(false);
        return new(this, name, _ledger.Count);
    }

    /// <summary>Rolls back, unless it has ended, and removes the files put in it. A transaction that was joined stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isRaw)
            return;
        if (!IsEnded)
            await _lifetime.RollBackAsync().ConfigureAwait(false);
        await DbTransaction.DisposeAsync().ConfigureAwait(false);
    }

    private static DbConnection ConnectionOf(DbTransaction transaction) => transaction.Connection
        ?? throw new InvalidOperationException("The transaction has ended. Begin another.");
}
