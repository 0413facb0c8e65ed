using System.Collections.Concurrent;
using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>Which database is behind which type of connection.</summary>
public static class ImageDatabases
{
    private static readonly ImageDatabase[] BuiltIn = [SqliteDatabase.Instance, MySqlDatabase.Instance, PostgreSqlDatabase.Instance];

    private static readonly ConcurrentDictionary<Type, ImageDatabase> Found = new();

    /// <summary>
    /// Sets the database of a type of connection that ImageAttach doesn't know: one of a database of your own, or one that wraps another to trace
    /// it. Those of Microsoft.Data.Sqlite, MySqlConnector and Npgsql are known, and so is what derives from them.
    /// </summary>
    /// <typeparam name="TConnection">The type. Types that derive from it aren't included.</typeparam>
    /// <param name="database">The database, such as <see cref="MySqlDatabase.Instance"/>.</param>
    /// <remarks>Call it once, when the program starts. Image operations pass its own commands and transactions to the connection, and no others.</remarks>
    public static void Use<TConnection>(ImageDatabase database)
        where TConnection : DbConnection
    {
        ArgumentNullException.ThrowIfNull(database);
        Found[typeof(TConnection)] = database;
    }

    /// <summary>Returns the database behind a connection.</summary>
    /// <param name="connection">The connection; it need not be open.</param>
    /// <exception cref="NotSupportedException">ImageAttach doesn't know the type of the connection.</exception>
    public static ImageDatabase Get(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Found.GetOrAdd(connection.GetType(), Find);
    }

    /// <summary>Returns one of the databases that ImageAttach comes with.</summary>
    /// <param name="dialect">The name of its SQL.</param>
    /// <exception cref="NotSupportedException">There is no such database.</exception>
    public static ImageDatabase Get(SqlDialect dialect) => Array.Find(BuiltIn, database => database.Dialect == dialect)
        ?? throw new NotSupportedException($"There is no SQL in the dialect {dialect}. Use one of SqlDialect.");

    /// <summary>Whether a provider returns times in the local zone, by a setting of the process.</summary>
    internal static bool ReturnLocalTimes() => Array.Exists(BuiltIn, database => database.ReturnsLocalTimes);

    // By name, so that Core depends on no provider; base classes count, since connections are derived from.
    private static ImageDatabase Find(Type connection)
    {
        for (Type? type = connection; type is not null; type = type.BaseType)
        {
            if (Array.Find(BuiltIn, database => database.ConnectionType == type.FullName) is { } database)
                return database;
        }

        throw new NotSupportedException(
            $"{connection.FullName} belongs to a database that ImageAttach doesn't know. Use one of {string.Join(", ", BuiltIn.Select(known => known.ConnectionType))}, " +
            $"or name its database once: ImageDatabases.Use<{connection.Name}>(…). See docs/howto/adding-a-database.md");
    }
}
