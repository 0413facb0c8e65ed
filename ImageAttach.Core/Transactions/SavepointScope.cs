using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>
/// The transaction in which an operation changes rows, and what is sent to the server with its statements: the savepoint that undoes the
/// operation alone, and the probe that fails when there is no transaction any more.
/// </summary>
internal sealed class SavepointScope
{
    private readonly ImageDatabase? _database;
    private readonly string? _savepoint;
    private readonly IReadOnlyList<string> _beforeFirst;
    private readonly IReadOnlyList<string> _beforeEach;
    private bool _hasBegun;
    private bool _hasEnded;

    private SavepointScope(DbTransaction? transaction, ImageDatabase? database, string? savepoint, IReadOnlyList<string> beforeFirst, IReadOnlyList<string> beforeEach) =>
        (Transaction, _database, _savepoint, _beforeFirst, _beforeEach) = (transaction, database, savepoint, beforeFirst, beforeEach);

    /// <summary>The transaction; null in an ambient one.</summary>
    public DbTransaction? Transaction { get; }

    /// <summary>Creates the scope of an operation in a transaction of its own.</summary>
    public static SavepointScope ForOwnTransaction(DbTransaction transaction) => new(transaction, database: null, savepoint: null, beforeFirst: [], beforeEach: []);

    /// <summary>Creates the scope of an operation in the caller's transaction, which has a savepoint there.</summary>
    public static SavepointScope Create(DbTransaction transaction, ImageDatabase database, string name) =>
        new(transaction, database, name, beforeFirst: database.ComposeSavepoint(name), beforeEach: []);

    /// <summary>Creates the scope of an operation in the ambient transaction. After a scope's timeout its connection may go on without one, so each statement is sent with a probe.</summary>
    public static SavepointScope ForAmbient(ImageDatabase database) =>
        new(transaction: null, database, savepoint: null, beforeFirst: [], beforeEach: database.LosesTransactions ? database.TransactionProbe : []);

    /// <summary>Returns the statements with what is sent along.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="isLast">Whether no others follow, so that the savepoint is released with them.</param>
    public StatementBatch Wrap(StatementBatch statements, bool isLast)
    {
        IReadOnlyList<string> first = _hasBegun ? [] : _beforeFirst;
        (_hasBegun, _hasEnded) = (true, isLast);
        string? release = isLast && _savepoint is not null ? _database!.ComposeRelease(_savepoint) : null;
        return first.Count + _beforeEach.Count == 0 && release is null
            ? statements
            : statements.Between(first, _beforeEach, release);
    }

    /// <summary>Keeps what was done, until the transaction ends.</summary>
    public Task ReleaseAsync() => _hasBegun && !_hasEnded && _savepoint is not null ? Transaction!.ReleaseAsync(_savepoint) : Task.CompletedTask;

    /// <summary>Whether a failure shows that the transaction is gone.</summary>
    public bool IsTransactionLost(Exception failure) => failure is DbException lost && _database?.GetErrorKind(lost) == DatabaseErrorKind.LostSavepoint;

    /// <summary>Undoes what was done, because something failed whose error matters more.</summary>
    /// <returns>Whether that was possible: the connection may be gone or the transaction with it, and then that one's end decides.</returns>
    public async Task<bool> TryRollBackAsync()
    {
        if (!_hasBegun)
            return true;
        try
        {
            await Transaction!.RollbackAsync(_savepoint!, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            return false;
        }
    }
}
