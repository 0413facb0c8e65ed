using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Reads rows that are committed, and all of them, whatever the session's settings are. Ends when it is disposed of.</summary>
/// <remarks>
/// The settings hold for this transaction alone. With row security off PostgreSQL refuses a query that a policy would filter. The
/// statements are text, because commands of MySqlConnector and Microsoft.Data.Sqlite would otherwise need the transaction object.
/// </remarks>
internal sealed class CommittedRead : IAsyncDisposable
{
    private const string ReadCommittedNext = "set transaction isolation level read committed; ";

    private readonly DbConnection _connection;

    private CommittedRead(DbConnection connection) => _connection = connection;

    /// <summary>What precedes a single query, in the same command, so that it reads committed rows alone. It fails inside a transaction.</summary>
    /// <remarks>On MySQL it holds for the next transaction, which the query is. PostgreSQL shows committed rows only; for SQLite see <see cref="SqliteCommittedRead"/>.</remarks>
    public static string PrefixFor(SqlDialect dialect) => dialect == SqlDialect.MySql ? ReadCommittedNext : "";

    /// <param name="connection">The connection, open, and outside of any transaction.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<CommittedRead> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        string begin = SqlDialects.Of(connection) switch
        {
            SqlDialect.PostgreSql => "begin transaction isolation level read committed read only; set local row_security = off",
            SqlDialect.MySql => ReadCommittedNext + "start transaction read only",
            _ => "begin",
        };
        await SqlStatement.ExecuteAsync(connection, begin, [], cancellationToken).ConfigureAwait(false);
        return new(connection);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SqlStatement.ExecuteAsync(_connection, "rollback", [], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction, which has changed nothing.
        }
    }
}
