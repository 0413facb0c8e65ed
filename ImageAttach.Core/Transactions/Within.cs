using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>
/// The transaction in which an operation changes rows, and what its statements take along to the server: the savepoint that undoes the
/// operation alone, and the question whether there is a transaction still.
/// </summary>
internal sealed class Within
{
    private readonly ImageDatabase? _database;
    private readonly string? _savepoint;
    private readonly IReadOnlyList<string> _first;
    private readonly IReadOnlyList<string> _each;
    private bool _hasBegun;
    private bool _hasEnded;

    private Within(DbTransaction? transaction, ImageDatabase? database, string? savepoint, IReadOnlyList<string> first, IReadOnlyList<string> each) =>
        (Transaction, _database, _savepoint, _first, _each) = (transaction, database, savepoint, first, each);

    /// <summary>The transaction; null in an ambient one.</summary>
    public DbTransaction? Transaction { get; }

    /// <summary>A transaction that is the operation's own.</summary>
    public static Within Own(DbTransaction transaction) => new(transaction, database: null, savepoint: null, first: [], each: []);

    /// <summary>A transaction of the caller's, in which the operation has a savepoint.</summary>
    public static Within Savepoint(DbTransaction transaction, ImageDatabase database, string name) =>
        new(transaction, database, name, first: database.ComposeSavepoint(name), each: []);

    /// <summary>The ambient transaction. After a scope's timeout its connection may go on without one, so no statement goes alone.</summary>
    public static Within Ambient(ImageDatabase database) =>
        new(transaction: null, database, savepoint: null, first: [], each: database.LosesTransactions ? database.TransactionProbe : []);

    /// <summary>What to send for statements.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="isLast">Whether none follow, so that the savepoint is released with them.</param>
    public StatementBatch Send(StatementBatch statements, bool isLast)
    {
        IReadOnlyList<string> first = _hasBegun ? [] : _first;
        (_hasBegun, _hasEnded) = (true, isLast);
        string? release = isLast && _savepoint is not null ? _database!.ComposeRelease(_savepoint) : null;
        return first.Count + _each.Count == 0 && release is null
            ? statements
            : statements.Between(first, _each, release);
    }

    /// <summary>Keeps what was done, until the transaction ends.</summary>
    public Task EndAsync() => _hasBegun && !_hasEnded && _savepoint is not null ? Transaction!.ReleaseAsync(_savepoint) : Task.CompletedTask;

    /// <summary>Whether a failure shows that the transaction is gone.</summary>
    public bool IsGone(Exception failure) => failure is DbException lost && _database?.GetErrorKind(lost) == DatabaseErrorKind.LostSavepoint;

    /// <summary>Undoes what was done, because something failed whose error matters more.</summary>
    /// <returns>Whether that could be: the connection may be gone or the transaction with it, and then that one's end decides.</returns>
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
