using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Support;

/// <summary>Counts the commands that are sent through a connection: by what the servers' providers trace, and on SQLite by hand.</summary>
internal sealed class CommandCounter : IDisposable
{
    private ActivityListener? _listener;
    private int _commands;

    public int Commands => _commands;

    /// <summary>An open connection whose commands are counted.</summary>
    public async Task<DbConnection> ConnectAsync(TestDatabase database)
    {
        DbConnection connection = database.Connect();
        if (connection is SqliteConnection)
            connection = new CountingSqliteConnection(connection.ConnectionString, () => _commands++);
        await connection.OpenAsync();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Interlocked.Increment(ref _commands),
        };
        ActivitySource.AddActivityListener(_listener);
        return connection;
    }

    public void Dispose() => _listener?.Dispose();

    private sealed class CountingSqliteConnection(string connectionString, Action count) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand()
        {
            count();
            return base.CreateCommand();
        }
    }
}
