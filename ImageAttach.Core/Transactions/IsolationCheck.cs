using System.Data.Common;
using ImageAttach.Databases;
using IsolationLevel = System.Data.IsolationLevel;

namespace ImageAttach.Transactions;

/// <summary>Refuses a transaction of the caller's at whose isolation an owner could get two originals.</summary>
internal static class IsolationCheck
{
    /// <exception cref="NotSupportedException">The isolation isn't safe.</exception>
    public static void Run(DbConnection connection, IsolationLevel isolation)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        if (!database.IsSafe(isolation))
        {
            throw new NotSupportedException(
                $"In a transaction at {isolation} two pictures attached to one owner at a time could both become its original. " +
                $"Begin it at {database.GetSafeIsolation(isolation)}, or with BeginImageTransactionAsync.");
        }
    }
}
