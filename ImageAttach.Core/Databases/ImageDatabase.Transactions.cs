using System.Data.Common;
using ImageAttach.Transactions;
using IsolationLevel = System.Data.IsolationLevel;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Databases;

/// <content>Isolation, savepoints, and what is asked of a transaction.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Gets the isolation of an operation's own transaction. Default: the provider's.</summary>
    public virtual IsolationLevel OperationIsolation => IsolationLevel.Unspecified;

    /// <summary>Returns whether an owner can never get two originals at this isolation.</summary>
    /// <param name="isolation">The isolation of a transaction.</param>
    public virtual bool IsSafe(IsolationLevel isolation) => true;

    /// <summary>Returns the isolation that a transaction is begun at: the one requested, or the next one that is safe.</summary>
    /// <param name="requested">The isolation that the caller requested.</param>
    public virtual IsolationLevel GetSafeIsolation(IsolationLevel requested) => IsSafe(requested) ? requested : IsolationLevel.Serializable;

    /// <summary>Begins a transaction. Default: as the provider does. One that waits for others where the provider's would fail at once is begun here.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="isolation">The isolation.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public virtual ValueTask<DbTransaction> BeginTransactionAsync(DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.BeginTransactionAsync(isolation, cancellationToken);
    }

    /// <summary>Returns the isolation that an ambient transaction has on a connection.</summary>
    /// <param name="transaction">The ambient transaction.</param>
    /// <param name="connection">The connection.</param>
    public virtual IsolationLevel GetAmbientIsolation(Transaction transaction, DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.IsolationLevel switch
        {
            System.Transactions.IsolationLevel.ReadUncommitted => IsolationLevel.ReadUncommitted,
            System.Transactions.IsolationLevel.ReadCommitted => IsolationLevel.ReadCommitted,
            System.Transactions.IsolationLevel.RepeatableRead => IsolationLevel.RepeatableRead,
            System.Transactions.IsolationLevel.Snapshot => IsolationLevel.Snapshot,
            _ => IsolationLevel.Serializable,
        };
    }

    /// <summary>Returns why a connection can't take part in ambient transactions, and what to do about it; null when it can.</summary>
    /// <param name="connection">The connection.</param>
    public virtual string? FindAmbientObstacle(DbConnection connection) => null;

    /// <summary>Gets the statement that begins reading what is committed, all of it, outside of any transaction; null where each statement does so anyway.</summary>
    public abstract string? BeginCommittedRead { get; }

    /// <summary>Gets the statement that ends what <see cref="BeginCommittedRead"/> began.</summary>
    public virtual string EndCommittedRead => "rollback";

    /// <summary>
    /// Gets the statement that is sent before a single query, in the same command and outside of any transaction, so that the query reads committed rows
    /// alone; null where it does so anyway. Default: null.
    /// </summary>
    public virtual string? BeforeCommittedQuery => null;

    /// <summary>Makes a connection read committed rows alone, where its settings let it read others.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <returns>What restores the settings.</returns>
    public virtual Task<IAsyncDisposable> HideUncommittedAsync(DbConnection connection) => Task.FromResult<IAsyncDisposable>(NullRestorer.Instance);

    /// <summary>
    /// Gets the statements that fail outside of a transaction that can be committed, and change nothing inside of one. Default: a savepoint
    /// that is released.
    /// </summary>
    public virtual IReadOnlyList<string> TransactionProbe { get; } = [$"savepoint {Probe}", $"release savepoint {Probe}"];

    /// <summary>Gets the same for the moment before a commit, which then comes next. Default: <see cref="TransactionProbe"/>.</summary>
    public virtual IReadOnlyList<string> CommitProbe => TransactionProbe;

    /// <summary>Gets <see cref="TransactionProbe"/> as it is sent.</summary>
    internal StatementBatch TransactionProbeBatch => field ??= new([.. TransactionProbe]);

    /// <summary>Gets <see cref="CommitProbe"/> as it is sent.</summary>
    internal StatementBatch CommitProbeBatch => field ??= new([.. CommitProbe]);

    /// <summary>Gets whether the database can give up on a transaction without the provider noticing, so that ambient transactions have to be probed. Default: true.</summary>
    public virtual bool LosesTransactions => true;

    /// <summary>Gets the name of the savepoint that probes use.</summary>
    protected static string Probe => "imageattach_probe";

    /// <summary>Composes the statements that create a savepoint. They must fail if the connection has no open transaction.</summary>
    /// <param name="name">The name of the savepoint.</param>
    public virtual IReadOnlyList<string> ComposeSavepoint(string name) => [$"savepoint {name}"];

    /// <summary>Composes the statement that undoes what was done since a savepoint.</summary>
    /// <param name="name">The name of the savepoint.</param>
    public virtual string ComposeRollbackTo(string name) => $"rollback to savepoint {name}";

    /// <summary>Composes the statement that removes a savepoint and keeps what was done since; null where there is none.</summary>
    /// <param name="name">The name of the savepoint.</param>
    public virtual string? ComposeRelease(string name) => $"release savepoint {name}";
}
