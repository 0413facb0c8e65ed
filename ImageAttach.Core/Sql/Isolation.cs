using System.Data.Common;
using System.Globalization;
using IsolationLevel = System.Data.IsolationLevel;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Sql;

/// <summary>What image operations need of a transaction's isolation, so that an owner never gets two originals.</summary>
internal static class Isolation
{
    /// <summary>
    /// That of an operation of our own. PostgreSQL: each statement sees what was committed before it, once the set is locked. MySQL: gaps
    /// are locked as well, so that two first pictures of one owner don't both get in.
    /// </summary>
    public static IsolationLevel Own(DbConnection connection) => SqlDialects.Of(connection) switch
    {
        SqlDialect.PostgreSql => IsolationLevel.ReadCommitted,
        SqlDialect.MySql => IsolationLevel.RepeatableRead,
        _ => IsolationLevel.Unspecified,
    };

    /// <summary>
    /// The isolation asked for, or the next that will do. SQLite has but one; what is asked for decides whether Microsoft.Data.Sqlite
    /// takes the lock at once, and a transaction without it can't write any more once another has.
    /// </summary>
    public static IsolationLevel AtLeast(DbConnection connection, IsolationLevel asked) => (SqlDialects.Of(connection), IsEnough(connection, asked)) switch
    {
        (SqlDialect.Sqlite, _) when asked == IsolationLevel.ReadUncommitted => IsolationLevel.Unspecified,
        (SqlDialect.PostgreSql, false) => IsolationLevel.Serializable,
        (SqlDialect.MySql, false) => IsolationLevel.RepeatableRead,
        _ => asked,
    };

    /// <summary>Refuses a transaction that somebody else began with too little.</summary>
    public static void Check(DbConnection connection, IsolationLevel isolation)
    {
        if (!IsEnough(connection, isolation))
        {
            throw new NotSupportedException(
                $"In a transaction at {isolation} two pictures attached to one owner at a time could both become its original. " +
                $"Begin it at {AtLeast(connection, isolation)}, or with BeginImageTransactionAsync.");
        }
    }

    /// <summary>
    /// The isolation that an ambient transaction has on a connection. MySqlConnector's XA transactions, which are its default, have the
    /// server's, whatever was asked for.
    /// </summary>
    public static IsolationLevel Of(Transaction transaction, DbConnection connection) =>
        SqlDialects.Of(connection) == SqlDialect.MySql && UsesXa(connection) ? IsolationLevel.RepeatableRead : transaction.IsolationLevel switch
        {
            System.Transactions.IsolationLevel.ReadUncommitted => IsolationLevel.ReadUncommitted,
            System.Transactions.IsolationLevel.ReadCommitted => IsolationLevel.ReadCommitted,
            System.Transactions.IsolationLevel.RepeatableRead => IsolationLevel.RepeatableRead,
            System.Transactions.IsolationLevel.Snapshot => IsolationLevel.Snapshot,
            _ => IsolationLevel.Serializable,
        };

    private static bool UsesXa(DbConnection connection)
    {
        DbConnectionStringBuilder settings = new() { ConnectionString = connection.ConnectionString };
        return !((settings.TryGetValue("UseXaTransactions", out object? xa) || settings.TryGetValue("Use XA Transactions", out xa))
            && bool.TryParse(Convert.ToString(xa, CultureInfo.InvariantCulture), out bool isOn) && !isOn);
    }

    // PostgreSQL's repeatable read never sees the first picture that another transaction attached since it began, not even behind the lock
    // that the two waited for. MySQL locks no gaps below repeatable read.
    private static bool IsEnough(DbConnection connection, IsolationLevel isolation) => SqlDialects.Of(connection) switch
    {
        SqlDialect.PostgreSql => isolation is not (IsolationLevel.RepeatableRead or IsolationLevel.Snapshot),
        SqlDialect.MySql => isolation is not (IsolationLevel.ReadUncommitted or IsolationLevel.ReadCommitted),
        _ => true,
    };
}
