using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>Reads rows that are committed, and all of them, whatever the session's settings are. Ends when it is disposed of.</summary>
/// <remarks>
/// The settings hold for this transaction alone. Its statements are text, because commands of some providers would otherwise need the
/// transaction object.
/// </remarks>
internal sealed class CommittedRead : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly ImageDatabase _database;

    private CommittedRead(DbConnection connection, ImageDatabase database) => (_connection, _database) = (connection, database);

    /// <param name="connection">The connection, open, and outside of any transaction.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<CommittedRead> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        if (database.BeginCommittedRead is { } begin)
            await SqlStatement.ExecuteAsync(connection, begin, [], cancellationToken).ConfigureAwait(false);
        return new(connection, database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database.BeginCommittedRead is null)
            return;
        try
        {
            await SqlStatement.ExecuteAsync(_connection, _database.EndCommittedRead, [], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction, which has changed nothing.
        }
    }
}
