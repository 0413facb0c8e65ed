using System.Data;
using System.Data.Common;

namespace ImageAttach.Databases;

/// <content>What an error means.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Returns what an error means.</summary>
    /// <param name="failure">What the provider threw.</param>
    public abstract DatabaseErrorKind GetErrorKind(DbException failure);

    /// <summary>
    /// Returns whether an error of a commit proves that the transaction was rolled back. Any other error leaves the outcome in doubt, and then no file is
    /// removed: a pooler, a proxy or a server that shuts down may have committed.
    /// </summary>
    /// <param name="failure">The error; what it proves may be an inner exception.</param>
    public abstract bool ProvesRollback(Exception? failure);

    /// <summary>Returns whether the database itself reports an error, so that it isn't one of the connection. Default: it has an SQL state.</summary>
    /// <param name="failure">What the provider threw.</param>
    public virtual bool IsAnswer(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.SqlState is not null;
    }

    /// <summary>Returns whether the connection is lost, so that what wasn't committed is undone.</summary>
    /// <param name="connection">The connection, after an error.</param>
    public virtual bool IsLost(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return (connection.State & ConnectionState.Open) == 0;
    }

    /// <summary>Finds the SQL state of an error, or of the one that caused it; null when there is none.</summary>
    /// <param name="failure">The error.</param>
    protected static string? FindSqlState(Exception? failure)
    {
        while (failure is not null and not DbException { SqlState: not null })
            failure = failure.InnerException;
        return (failure as DbException)?.SqlState;
    }
}
