using System.Collections.Concurrent;
using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>Which database is behind which type of connection.</summary>
public static class ImageDatabases
{
    private static readonly ImageDatabase[] BuiltIn = [SqliteDatabase.Instance, MySqlDatabase.Instance, PostgreSqlDatabase.Instance];

    private static readonly ConcurrentDictionary<Type, ImageDatabase> Found = new();

    /// <summary>Returns the database behind a connection: the one that the current <see cref="ImageAttachSettings.Databases"/> have, or one that ImageAttach comes with.</summary>
    /// <param name="connection">The connection; it need not be open.</param>
    /// <exception cref="NotSupportedException">ImageAttach doesn't know the type of the connection.</exception>
    public static ImageDatabase Get(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Type type = connection.GetType();
        return StoreContext.Settings is IDatabaseSettings settings && settings.Databases.TryGetValue(type, out ImageDatabase? database)
            ? database
            : Found.GetOrAdd(type, Find);
    }

    /// <summary>Returns one of the databases that ImageAttach comes with.</summary>
    /// <param name="dialect">The name of its SQL.</param>
    /// <exception cref="NotSupportedException">ImageAttach has no database for the dialect.</exception>
    public static ImageDatabase Get(SqlDialect dialect) => Array.Find(BuiltIn, database => database.Dialect == dialect)
        ?? throw new NotSupportedException($"The SQL dialect {dialect} isn't supported. Use a value of SqlDialect.");

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
            $"or set its database in ImageAttachSettings.Databases, for typeof({connection.Name}). See docs/howto/adding-a-database.md");
    }
}
