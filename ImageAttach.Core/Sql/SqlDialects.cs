using System.Collections.Concurrent;
using System.Data.Common;

namespace ImageAttach;

/// <summary>Which dialect is spoken through which type of connection.</summary>
public static class SqlDialects
{
    private static readonly (string Connection, SqlDialect Dialect)[] Known =
    [
        ("Microsoft.Data.Sqlite.SqliteConnection", SqlDialect.Sqlite),
        ("MySqlConnector.MySqlConnection", SqlDialect.MySql),
        ("Npgsql.NpgsqlConnection", SqlDialect.PostgreSql),
    ];

    private static readonly ConcurrentDictionary<Type, SqlDialect> Found = new();

    /// <summary>
    /// Gives the dialect of a type of connection that ImageAttach doesn't know, such as one that wraps another to trace it. Those of
    /// Microsoft.Data.Sqlite, MySqlConnector and Npgsql are known, and so is what derives from them.
    /// </summary>
    /// <typeparam name="TConnection">The type. What derives from it isn't meant.</typeparam>
    /// <param name="dialect">The dialect that its database speaks.</param>
    /// <remarks>Once, when the program starts. Image operations pass its own commands and transactions to the connection, and no others.</remarks>
    public static void Use<TConnection>(SqlDialect dialect)
        where TConnection : DbConnection
    {
        if (!Enum.IsDefined(dialect))
            throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Use one of SqlDialect.");
        Found[typeof(TConnection)] = dialect;
    }

    internal static SqlDialect Of(DbConnection connection) => Found.GetOrAdd(connection.GetType(), Find);

    /// <summary>Whether the server behind an open connection can return the rows that it deletes: of those that speak MySQL's dialect, MariaDB can.</summary>
    internal static bool ReturnsDeleted(DbConnection connection) =>
        Of(connection) != SqlDialect.MySql || connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

    // By name, so that Core depends on no provider; base classes count, since connections are derived from.
    private static SqlDialect Find(Type connection)
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
            $"{connection.FullName} belongs to no database that ImageAttach knows. Use one of {string.Join(", ", Known.Select(known => known.Connection))}, " +
            $"or tell which dialect it speaks: SqlDialects.Use<{connection.Name}>(…).");
    }
}
