using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Ambient = System.Transactions.Transaction;

namespace ImageAttach;

/// <summary>A connection to SQLite that takes part in the ambient transaction: opened inside a <see cref="System.Transactions.TransactionScope"/>, it commits and rolls back with it.</summary>
/// <remarks>
/// <para>Outside of scopes it is a plain <see cref="SqliteConnection"/>. One opened before the scope isn't part of it, as with other databases.</para>
/// <para>All connections opened in one transaction with one connection string share what they see. The first begins the transaction as
/// <c>immediate</c>: another writer is waited for, for <see cref="SqliteConnection.DefaultTimeout"/> at most. So a connection opened in a
/// nested scope of its own (<c>RequiresNew</c>, or <c>Suppress</c> when it writes) waits in vain for the outer one.</para>
/// <para>When the transaction has ended, the connection is closed. After a timeout its commands fail; none is committed by itself.</para>
/// <para>Commands come from <see cref="SqliteConnection.CreateCommand"/>, as Dapper's do. Functions and collations are registered after opening.</para>
/// </remarks>
public sealed class AmbientSqliteConnection : SqliteConnection, IEnlistedConnection
{
    private SqliteResourceManager? _joined;

    /// <summary>Makes a connection without a connection string.</summary>
    public AmbientSqliteConnection()
    {
    }

    /// <summary>Makes a connection, closed.</summary>
    /// <param name="connectionString">As <see cref="SqliteConnection"/> takes it. A private database in memory can't take part.</param>
    public AmbientSqliteConnection(string connectionString)
        : base(connectionString)
    {
    }

    /// <inheritdoc/>
    public Ambient? EnlistedTransaction => State == ConnectionState.Open ? _joined?.Ambient : null;

    /// <inheritdoc/>
    public override ConnectionState State => _joined is null ? base.State : _joined.HasEnded ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    public override sqlite3? Handle => _joined is null ? base.Handle : _joined.Handle;

    /// <inheritdoc/>
    protected override SqliteTransaction? Transaction
    {
        get => _joined is null ? base.Transaction : _joined.Transaction;
        set => base.Transaction = value;
    }

    /// <summary>Opens the connection, and joins the ambient transaction if there is one.</summary>
    /// <exception cref="SqliteException">The database can't be opened, or another has held its lock for <see cref="SqliteConnection.DefaultTimeout"/>.</exception>
    /// <exception cref="System.Transactions.TransactionException">The ambient transaction has ended already.</exception>
    /// <exception cref="NotSupportedException">The database is a private one in memory, and there is an ambient transaction.</exception>
    public override void Open()
    {
        if (State == ConnectionState.Open)
            return;
        Leave();
        if (Ambient.Current is { } ambient)
            Join(ambient);
        else
            base.Open();
    }

    /// <summary>Joins a transaction. What the connection held of its own, such as temporary tables, is left behind.</summary>
    /// <param name="transaction">The transaction; null does nothing.</param>
    /// <exception cref="InvalidOperationException">The connection is in another transaction.</exception>
    /// <inheritdoc cref="Open" path="/exception"/>
    public override void EnlistTransaction(Ambient? transaction)
    {
        if (transaction is null || transaction.Equals(EnlistedTransaction))
            return;
        if (EnlistedTransaction is not null || base.Transaction is not null)
            throw new InvalidOperationException("The connection is in another transaction. End that first, or use another connection.");
        base.Close();
        Leave();
        Join(transaction);
    }

    /// <summary>Closes the connection. In an ambient transaction what was done through it stays part of that.</summary>
    public override void Close()
    {
        if (_joined is null)
            base.Close();
        else
            Leave();
    }

    /// <summary>A command on this connection. It may be made before the connection is opened, and takes part in the ambient transaction none the less.</summary>
    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() =>
        new JoiningCommand { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <summary>Begins a transaction of the connection's own.</summary>
    /// <exception cref="InvalidOperationException">The connection takes part in an ambient transaction.</exception>
    /// <inheritdoc/>
    public override SqliteTransaction BeginTransaction(IsolationLevel isolationLevel, bool deferred) => EnlistedTransaction is null
        ? base.BeginTransaction(isolationLevel, deferred)
        : throw new InvalidOperationException("The connection takes part in an ambient transaction. Complete its scope instead, or open the connection outside of it.");

    /// <summary>A connection of the same connection string, closed.</summary>
    public object Clone() => new AmbientSqliteConnection(ConnectionString) { DefaultTimeout = DefaultTimeout };

    private void Join(Ambient transaction)
    {
        _joined = SqliteResourceManager.Join(transaction, ConnectionString, DefaultTimeout);
        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    private void Leave()
    {
        if (_joined is null)
            return;
        bool wasOpen = State == ConnectionState.Open;
        _joined = null;
        if (wasOpen)
            OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    // Dapper makes the command first and opens the connection then.
    private sealed class JoiningCommand : SqliteCommand
    {
        public override SqliteTransaction? Transaction
        {
            get => base.Transaction ?? (Connection as AmbientSqliteConnection)?._joined?.Transaction;
            set => base.Transaction = value;
        }
    }
}
