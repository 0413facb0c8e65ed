using System.Data.Common;
using ImageAttach.Sql;

namespace ImageAttach.Transactions;

/// <summary>
/// The transaction in which an operation changes rows, and what its statements take along to the server: the savepoint that undoes the
/// operation alone, and the question whether there is a transaction still.
/// </summary>
internal sealed class Within
{
    private readonly string? _savepoint;
    private readonly string _first;
    private readonly string _each;
    private bool _hasBegun;
    private bool _hasEnded;

    private Within(DbTransaction? transaction, string? savepoint, string first, string each) =>
        (Transaction, _savepoint, _first, _each) = (transaction, savepoint, first, each);

    /// <summary>The transaction; null in an ambient one.</summary>
    public DbTransaction? Transaction { get; }

    /// <summary>A transaction that is the operation's own.</summary>
    public static Within Own(DbTransaction transaction) => new(transaction, savepoint: null, first: "", each: "");

    /// <summary>A transaction of the caller's, in which the operation has a savepoint.</summary>
    /// <remarks>
    /// MySQL ends the transaction of a deadlock's victim and lets him go on, each statement then committed by itself. A savepoint is gone there as
    /// soon as it is made, so that going back to it fails.
    /// </remarks>
    public static Within Savepoint(DbTransaction transaction, SqlDialect dialect, string name) => new(
        transaction, name, first: dialect == SqlDialect.MySql ? $"savepoint {name}; rollback to savepoint {name}; " : $"savepoint {name}; ", each: "");

    /// <summary>The ambient transaction. After a scope's timeout its connection goes on without one, so no statement goes alone.</summary>
    public static Within Ambient(SqlDialect dialect) => new(
        transaction: null, savepoint: null, first: "", each: dialect == SqlDialect.Sqlite ? "" : $"{Savepoints.Probe}; ");

    /// <summary>What to send for a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="isLast">Whether none follows, so that the savepoint is released with it.</param>
    public string Send(string sql, bool isLast)
    {
        string first = _hasBegun ? "" : _first;
        (_hasBegun, _hasEnded) = (true, isLast);
        return $"{first}{_each}{sql}{(isLast && _savepoint is not null ? $"; release savepoint {_savepoint}" : "")}";
    }

    /// <summary>Keeps what was done, until the transaction ends.</summary>
    public Task EndAsync() => _hasBegun && !_hasEnded && _savepoint is not null ? Transaction!.ReleaseAsync(_savepoint) : Task.CompletedTask;

    /// <summary>Whether a failure tells that the transaction is gone.</summary>
    public bool IsGone(Exception failure) =>
        failure is DbException { SqlState: "42000" } && failure.Message.Contains($"{_savepoint} ", StringComparison.Ordinal);

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
