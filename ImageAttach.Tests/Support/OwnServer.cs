using System.Diagnostics;
using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Support;

/// <summary>A database server of a test's own, which it may kill.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string PortOffset = "500";

    private readonly string _home = Path.Combine(Path.GetTempPath(), $"imageattach-own-{Guid.NewGuid():N}");
    private readonly bool _isMariaDb;

    private OwnServer(DatabaseKind kind)
    {
        Kind = kind;
        _isMariaDb = kind == DatabaseKind.MariaDb;
    }

    public DatabaseKind Kind { get; }

    /// <summary>As the variables of build/services name it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The folder that it keeps everything in.</summary>
    public string Home => _home;

    public int Port => _isMariaDb
        ? (int)new MySqlConnector.MySqlConnectionStringBuilder(ConnectionString).Port
        : new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString).Port;

    public static async Task<OwnServer> StartAsync(DatabaseKind kind)
    {
        OwnServer server = new(kind);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, or starts it again after it was killed: what it had committed is there.</summary>
    public async Task StartAsync()
    {
        (int exitCode, string output) = await ServicesAsync("start", _isMariaDb ? "mariadb" : "postgres");
        if (exitCode != 0)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(output);
            Assert.Ignore($"No server can be started to be killed: {output}");
        }

        string name = _isMariaDb ? "IMAGEATTACH_MARIADB" : "IMAGEATTACH_POSTGRES";
        ConnectionString = output.Split('\n').Single(line => line.Contains(name, StringComparison.Ordinal)).Split('\'')[1];
    }

    /// <summary>SIGKILL, for it and all processes it has started.</summary>
    public void Kill()
    {
        string pid = File.ReadLines(Path.Combine(_home, _isMariaDb ? "mariadb.pid" : "postgres/postmaster.pid")).First();
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -9 {pid} $(pgrep -P {pid}); while kill -0 {pid} 2>/dev/null; do sleep 0.01; done"]);
        kill.WaitForExit();
    }

    /// <summary>Stops it. The next one has the same port, so no connection to this one may stay in a pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await ServicesAsync("stop");
        Npgsql.NpgsqlConnection.ClearAllPools();
        await MySqlConnector.MySqlConnection.ClearAllPoolsAsync();
    }

    private Task<(int ExitCode, string Output)> ServicesAsync(params string[] arguments) => Command.RunAsync(
        "/usr/bin/env", [$"IMAGEATTACH_SERVICES={_home}", $"IMAGEATTACH_PORT_OFFSET={PortOffset}", Path.Combine(Repository.Root, "build", "services"), .. arguments]);
}
