using System.Data;
using System.Data.Common;
using ImageAttach.Transactions;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Databases;

/// <summary>What is asked of a caller's connection before it is used.</summary>
internal static class Connections
{
    /// <summary>The connection, checked: it supports async calls, and takes part in no transaction whose end can't be seen.</summary>
    public static DbConnection RequireUsable(IDbConnection db)
    {
        ArgumentNullException.ThrowIfNull(db);
        DbConnection connection = db as DbConnection
            ?? throw new ArgumentException($"{db.GetType().Name} has no async calls. Use a connection that derives from DbConnection.", nameof(db));
        ImageDatabase database = ImageDatabases.Get(connection);
        return Transaction.Current is not null && database.FindAmbientObstacle(connection) is { } obstacle
            ? throw new NotSupportedException(obstacle)
            : connection;
    }

    /// <summary>Opens the connection for one operation, if it is closed, as Dapper does.</summary>
    /// <returns>What closes it again; does nothing if it was open before.</returns>
    public static async Task<IAsyncDisposable> OpenForAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection.State != ConnectionState.Closed)
            return new OpenConnection(null);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new OpenConnection(connection);
    }

    /// <summary>Creates another connection to the same database, closed; null where the provider can't create one.</summary>
    /// <remarks>The text of a connection that was opened may lack its password, so providers that can copy one do.</remarks>
    public static DbConnection? Clone(DbConnection connection)
    {
        if (connection is ICloneable cloneable)
            return cloneable.Clone() as DbConnection;
        DbConnection? clone = DbProviderFactories.GetFactory(connection)?.CreateConnection();
        if (clone is not null)
            clone.ConnectionString = connection.ConnectionString;
        return clone;
    }

    private sealed class OpenConnection(DbConnection? connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
                await connection.CloseAsync().ConfigureAwait(false);
        }
    }
}
