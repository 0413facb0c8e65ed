using System.Collections.Concurrent;
using System.Data;
using System.Transactions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ImageAttach;

// CA1001: the connection is disposed of when the transaction ends, which always comes.
#pragma warning disable CA1001

/// <summary>A SQLite transaction that ends as an ambient one does. It owns the connection that all connections of that transaction share.</summary>
internal sealed class SqliteResourceManager : ISinglePhaseNotification
{
    private const int DeferredForeignKeys = 10; // SQLITE_DBSTATUS_DEFERRED_FKS

    private static readonly ConcurrentDictionary<(Transaction Ambient, string ConnectionString), Lazy<SqliteResourceManager>> Joined = new();

    private readonly SqliteConnection _physical;
    private readonly string _connectionString;
    private readonly Lock _ending = new();
    private volatile bool _hasEnded;

    private SqliteResourceManager(Transaction ambient, string connectionString, int timeout)
    {
        (Ambient, _connectionString) = (ambient, connectionString);

        // Not from the pool: a connection that was cut off by a timeout must never be used again.
        SqliteConnectionStringBuilder own = new(connectionString) { Pooling = false };
        _physical = new SqliteConnection(own.ConnectionString) { DefaultTimeout = timeout };
        try
        {
            _physical.Open();
            _physical.Handle!.enable_sqlite3_next_stmt(true);
            Transaction = _physical.BeginTransaction(System.Data.IsolationLevel.Serializable);
            ambient.EnlistVolatile(this, EnlistmentOptions.None);
        }
        catch
        {
            _hasEnded = true;
            _physical.Dispose();
            throw;
        }
    }

    public Transaction Ambient { get; }

    public SqliteTransaction Transaction { get; }

    public bool HasEnded => _hasEnded;

    public sqlite3? Handle => _physical.Handle;

    /// <summary>The one for a transaction and a database, begun if need be.</summary>
    public static SqliteResourceManager Join(Transaction ambient, string connectionString, int timeout)
    {
        RefusePrivateMemory(connectionString);
        if (ambient.TransactionInformation.Status != TransactionStatus.Active)
            throw new TransactionException("The ambient transaction has ended already, perhaps by its timeout. Dispose of its scope and begin another.");
        Transaction clone = ambient.Clone();
        (Transaction, string) key = (clone, connectionString);
        try
        {
            return Joined.GetOrAdd(key, _ => new(() => new(clone, connectionString, timeout))).Value;
        }
        catch
        {
            Joined.TryRemove(key, out _);
            throw;
        }
    }

    public void SinglePhaseCommit(SinglePhaseEnlistment singlePhaseEnlistment)
    {
        (Exception? failure, bool isUndone) = TryCommit();
        if (failure is null)
            singlePhaseEnlistment.Committed();
        else if (isUndone)
            singlePhaseEnlistment.Aborted(failure);
        else
            singlePhaseEnlistment.InDoubt(failure);
    }

    // Beside another resource manager: what can still refuse, refuses now.
    public void Prepare(PreparingEnlistment preparingEnlistment)
    {
        raw.sqlite3_db_status(_physical.Handle, DeferredForeignKeys, out int unresolved, out _, 0);
        if (unresolved == 0)
        {
            preparingEnlistment.Prepared();
            return;
        }

        RollBack();
        preparingEnlistment.ForceRollback(new InvalidOperationException("A row refers to one that isn't there, in a foreign key that is checked at the commit."));
    }

    public void Commit(Enlistment enlistment)
    {
        (Exception? failure, _) = TryCommit();
        enlistment.Done();
        if (failure is not null)
            throw new TransactionInDoubtException("SQLite couldn't commit after all, though other databases have: what was done in it is lost.", failure);
    }

    public void Rollback(Enlistment enlistment)
    {
        RollBack();
        enlistment.Done();
    }

    public void InDoubt(Enlistment enlistment) => Rollback(enlistment);

    // The provider tries a busy commit again until its timeout.
    private (Exception? Failure, bool IsUndone) TryCommit()
    {
        try
        {
            Transaction.Commit();
            return (null, false);
        }
        catch (InvalidOperationException ended)
        {
            // Rolled back beneath us, by a statement or by SQLite; or committed, when it has let go of its connection.
            return (ended, IsUndone: Transaction.Connection is not null);
        }
        catch (SqliteException failure)
        {
            // A transaction that is still open was not committed, and goes with the connection. One that SQLite has ended may have been.
            return (failure, IsUndone: raw.sqlite3_get_autocommit(_physical.Handle) == 0);
        }
        finally
        {
            End();
        }
    }

    // On a timeout this is another thread, and a statement may be running.
    private void RollBack()
    {
        _hasEnded = true;
        if (_physical.Handle is { } handle)
        {
            // The interrupt first: every other call waits for the statement that runs.
            do
            {
                raw.sqlite3_interrupt(handle);
                Reset(handle);
                raw.sqlite3_exec(handle, "rollback");
            }
            while (raw.sqlite3_get_autocommit(handle) == 0);

            // A statement that had passed all checks by now would be committed by itself.
            raw.sqlite3_commit_hook(handle, static _ => 1, null);
        }

        End();
    }

    // An interrupted statement counts as running until it is reset, and as long as one runs the rollback is interrupted as well.
    private static void Reset(sqlite3 handle)
    {
        try
        {
            for (sqlite3_stmt? statement = raw.sqlite3_next_stmt(handle, null); statement is not null; statement = raw.sqlite3_next_stmt(handle, statement))
                raw.sqlite3_reset(statement);
        }
        catch (KeyNotFoundException)
        {
            // Its thread has just let it go. The caller comes again.
        }
    }

    private void End()
    {
        lock (_ending)
        {
            _hasEnded = true;
            Joined.TryRemove((Ambient, _connectionString), out _);
            Close();
        }
    }

    // A transaction that was ended by a statement fails to roll back, once.
    private void Close()
    {
        try
        {
            _physical.Dispose();
        }
        catch (SqliteException)
        {
            _physical.Dispose();
        }
    }

    private static void RefusePrivateMemory(string connectionString)
    {
        SqliteConnectionStringBuilder settings = new(connectionString);
        bool isInMemory = settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:";
        if (isInMemory && settings.Cache != SqliteCacheMode.Shared)
        {
            throw new NotSupportedException(
                "A private database in memory belongs to one connection alone, so it can't take part in an ambient transaction. " +
                "Use a file, or Mode=Memory;Cache=Shared.");
        }
    }
}
