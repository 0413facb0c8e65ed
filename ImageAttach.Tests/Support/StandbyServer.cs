using Dapper;
using Npgsql;

namespace ImageAttach.Tests.Support;

/// <summary>A standby of a PostgreSQL server of a test's own: a copy that follows it.</summary>
internal sealed class StandbyServer : IAsyncDisposable
{
    // Beside the primary's folder and port, as the same user; its processes end with the primary's folder.
    private const string Start = """
        set -eu
        bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
        as_user() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u imageattach-services -- "$@"); else "$@"; fi; }
        as_user "$bin/pg_basebackup" -h "$1" -p "$2" -U postgres -D "$1/standby" -R -X stream -c fast
        as_user "$bin/pg_ctl" -D "$1/standby" -s -w -t 120 -l "$1/standby.log" \
          -o "-c listen_addresses=127.0.0.1 -c port=$3 -c unix_socket_directories='$1'" start
        """;

    private const string Stop = """
        bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
        if [ "$(id -u)" = 0 ]; then cd / && runuser -u imageattach-services -- "$bin/pg_ctl" -D "$1/standby" -s -w -m immediate stop
        else "$bin/pg_ctl" -D "$1/standby" -s -w -m immediate stop; fi
        """;

    private readonly OwnServer _primary;

    private StandbyServer(OwnServer primary)
    {
        _primary = primary;
        ConnectionString = new NpgsqlConnectionStringBuilder(primary.ConnectionString) { Port = primary.Port + 1 }.ConnectionString;
    }

    /// <summary>As that of the primary.</summary>
    public string ConnectionString { get; }

    public static async Task<StandbyServer> StartAsync(OwnServer primary)
    {
        StandbyServer standby = new(primary);
        (int exitCode, string output) = await standby.RunAsync(Start);
        Assert.That(exitCode, Is.Zero, output);
        return standby;
    }

    /// <summary>Waits until it has what the primary has committed by now.</summary>
    public async Task CatchUpAsync()
    {
        await using NpgsqlConnection primary = new(_primary.ConnectionString), standby = new(ConnectionString);
        string? written = await primary.ExecuteScalarAsync<string>("select pg_current_wal_lsn()::text");
        while (!await standby.ExecuteScalarAsync<bool>("select pg_last_wal_replay_lsn() >= @written::pg_lsn", new { written }))
            await Task.Delay(20);
    }

    /// <summary>Makes it a primary, beside the other.</summary>
    public async Task PromoteAsync()
    {
        await using NpgsqlConnection standby = new(ConnectionString);
        Assert.That(await standby.ExecuteScalarAsync<bool>("select pg_promote(true, 300)"), Is.True);
    }

    public async ValueTask DisposeAsync() => await RunAsync(Stop);

    private Task<(int ExitCode, string Output)> RunAsync(string script) => Command.RunAsync(
        "/bin/bash", ["-c", script, "standby", _primary.Home, $"{_primary.Port}", $"{_primary.Port + 1}"]);
}
