using System.Data.Common;

namespace ImageAttach.Tool.Application;

/// <summary>Keeps two runs that change things from being at work on one database at once. A killed run holds it no longer.</summary>
internal sealed class RunLock : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly IAsyncDisposable _held;

    private RunLock(DbConnection connection, IAsyncDisposable held) => (_connection, _held) = (connection, held);

    /// <exception cref="ToolException">Another run is at work.</exception>
    public static async Task<RunLock> TakeAsync(Database database, CancellationToken cancellationToken)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken);
        if (await database.Kind.TryLockRunAsync(connection, cancellationToken) is { } held)
            return new(connection, held);
        await connection.DisposeAsync();
        throw new ToolException(
            ExitCode.Refused, "Another run of imageattach is at work on this database. Wait until it has ended, or stop it; a stopped run can be gone on with.");
    }

    public async ValueTask DisposeAsync()
    {
        await _held.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
