using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Sql;

/// <summary>What is asked of a caller's connection before it is used.</summary>
internal static class Connections
{
    private static readonly (string Connection, SqlDialect Dialect)[] Known =
    [
        ("Microsoft.Data.Sqlite.SqliteConnection", SqlDialect.Sqlite),
        ("MySqlConnector.MySqlConnection", SqlDialect.MySql),
        ("Npgsql.NpgsqlConnection", SqlDialect.PostgreSql),
    ];

    private static readonly ConcurrentDictionary<Type, SqlDialect> Dialects = new();

    /// <summary>The connection, made sure that it can do async calls and takes part in no transaction that we can't follow.</summary>
    public static DbConnection Usable(IDbConnection db)
    {
        ArgumentNullException.ThrowIfNull(db);
        DbConnection connection = db as DbConnection
            ?? throw new ArgumentException($"{db.GetType().Name} has no async calls. Use a connection that derives from DbConnection.", nameof(db));
        DialectOf(connection);
        if (Transaction.Current is not null)
        {
            throw new NotSupportedException(
                "Image operations don't take part in a TransactionScope, so a rollback would leave files behind. " +
                "Move the operation out of the scope.");
        }

        return connection;
    }

    /// <summary>The dialect that a connection's database speaks.</summary>
    public static SqlDialect DialectOf(DbConnection connection) => Dialects.GetOrAdd(connection.GetType(), FindDialect);

    /// <summary>
    /// The isolation that an operation of our own needs. PostgreSQL: each statement sees what was committed before it, once the set is
    /// locked. MySQL: gaps are locked as well, so that two first pictures of one owner don't both get in.
    /// </summary>
    public static IsolationLevel IsolationOf(DbConnection connection) => DialectOf(connection) switch
    {
        SqlDialect.PostgreSql => IsolationLevel.ReadCommitted,
        SqlDialect.MySql => IsolationLevel.RepeatableRead,
        _ => IsolationLevel.Unspecified,
    };

    // By name, so that Core depends on no provider; base classes count, since connections are derived from.
    private static SqlDialect FindDialect(Type connection)
    {
        for (Type? type = connection; type is not null; type = type.BaseType)
        {
            foreach ((string name, SqlDialect dialect) in Known)
            {
                if (type.FullName == name)
                    return dialect;
            }
        }

        throw new NotSupportedException(
            $"{connection.FullName} belongs to no database that ImageAttach knows. Use one of {string.Join(", ", Known.Select(known => known.Connection))}.");
    }

    /// <summary>Opens the connection for one operation, if it is closed, as Dapper does.</summary>
    /// <returns>What closes it again; does nothing if it was open before.</returns>
    public static async Task<IAsyncDisposable> OpenForAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection.State != ConnectionState.Closed)
            return new Closer(null);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new Closer(connection);
    }

    private sealed class Closer(DbConnection? connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
                await connection.CloseAsync().ConfigureAwait(false);
        }
    }
}
