using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>A lock that a server keeps for a session, until it is released or the session ends.</summary>
internal sealed class SessionLock(DbConnection connection, string release) : IAsyncDisposable
{
    /// <param name="connection">The connection, open.</param>
    /// <param name="acquire">The query that tries to acquire the lock and returns whether it did.</param>
    /// <param name="release">The query that releases it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<SessionLock?> TryAcquireAsync(DbConnection connection, string acquire, string release, CancellationToken cancellationToken)
    {
        object? isAcquired = await SqlStatement.ReadValueAsync(connection, acquire, [], cancellationToken).ConfigureAwait(false);
        return Convert.ToBoolean(isAcquired, CultureInfo.InvariantCulture) ? new(connection, release) : null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SqlStatement.ReadValueAsync(connection, release, [], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }
}
