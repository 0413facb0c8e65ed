using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>Switches <c>read_uncommitted</c> off, by which connections that share a cache see each other's uncommitted rows, and on again when it is disposed of.</summary>
internal sealed class SqliteCommittedRead : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private SqliteCommittedRead(DbConnection connection) => _connection = connection;

    /// <param name="connection">The connection, open.</param>
    public static async Task<IAsyncDisposable> BeginAsync(DbConnection connection)
    {
        object? setting = await SqlStatement.ReadValueAsync(connection, "pragma read_uncommitted", [], CancellationToken.None).ConfigureAwait(false);
        if (!Convert.ToBoolean(setting, CultureInfo.InvariantCulture))
            return NullRestorer.Instance;
        await SetAsync(connection, "off").ConfigureAwait(false);
        return new SqliteCommittedRead(connection);
    }

    public async ValueTask DisposeAsync() => await SetAsync(_connection, "on").ConfigureAwait(false);

    private static Task<int> SetAsync(DbConnection connection, string value) =>
        SqlStatement.ExecuteAsync(connection, $"pragma read_uncommitted = {value}", [], CancellationToken.None);
}
