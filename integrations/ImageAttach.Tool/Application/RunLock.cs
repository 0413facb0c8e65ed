using System.Data.Common;
using System.Globalization;
using Dapper;

namespace ImageAttach.Tool.Application;

/// <summary>Keeps two runs that change things from being at work on one database at once. A killed run holds it no longer.</summary>
internal sealed class RunLock : IAsyncDisposable
{
    private const string PostgreSql = "select pg_try_advisory_lock(hashtextextended(concat_ws('/', 'imageattach', current_database(), current_schema()), 0))";
    private const string MySql = "select get_lock(left(concat('imageattach/', database()), 64), 0) = 1";

    private readonly IAsyncDisposable _held;

    private RunLock(IAsyncDisposable held) => _held = held;

    /// <exception cref="ToolException">Another run is at work.</exception>
    public static async Task<RunLock> TakeAsync(Database database, CancellationToken cancellationToken)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken);
        if (database.Dialect == SqlDialect.Sqlite)
        {
            string file = connection.DataSource;
            await connection.DisposeAsync();
            return new(LockFile(file));
        }

        string sql = database.Dialect == SqlDialect.PostgreSql ? PostgreSql : MySql;
        if (Convert.ToBoolean(await connection.ExecuteScalarAsync(new CommandDefinition(sql, cancellationToken: cancellationToken)), CultureInfo.InvariantCulture))
            return new(connection);
        await connection.DisposeAsync();
        throw AtWork(null);
    }

    public ValueTask DisposeAsync() => _held.DisposeAsync();

    private static FileStream LockFile(string database)
    {
        try
        {
            return new FileStream(database + ".imageattach-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw AtWork(failure);
        }
    }

    private static ToolException AtWork(Exception? failure) => new(
        ExitCode.Refused, "Another run of imageattach is at work on this database. Wait until it has ended, or stop it; a stopped run can be gone on with.", failure);
}
