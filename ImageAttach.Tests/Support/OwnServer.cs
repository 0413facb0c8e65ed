using System.Diagnostics;
using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Support;

/// <summary>A database server of a test's own, which it may kill.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    // The ports that build/services moves by an offset.
    private const int MariaDbPort = 13306;
    private const int PostgreSqlPort = 15432;
    private const int MaxStarts = 3;

    private readonly string _home = Path.Combine(Path.GetTempPath(), $"imageattach-own-{Guid.NewGuid():N}");
    private readonly bool _isMariaDb;
    private int _port = FreePorts.FindPair();

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

    /// <summary>Its port; the next one is free for a server beside it.</summary>
    public int Port => _port;

    public static async Task<OwnServer> StartAsync(DatabaseKind kind)
    {
        OwnServer server = new(kind);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, or starts it again after it was killed: what it had committed is there.</summary>
    public async Task StartAsync()
    {
        (int exitCode, string output) = await StartServiceAsync();

        // Another program may have taken the port since it was free. A server that has been started keeps its port.
        for (int starts = 1; exitCode != 0 && starts < MaxStarts && ConnectionString.Length == 0 && !FreePorts.IsFree(_port); starts++)
        {
            _port = FreePorts.FindPair();
            (exitCode, output) = await StartServiceAsync();
        }

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

    /// <summary>Stops it. A later one may get the same port, so no connection to this one may stay in a pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await ServicesAsync("stop");
        Npgsql.NpgsqlConnection.ClearAllPools();
        await MySqlConnector.MySqlConnection.ClearAllPoolsAsync();
    }

    private Task<(int ExitCode, string Output)> StartServiceAsync() => ServicesAsync("start", _isMariaDb ? "mariadb" : "postgres");

    private Task<(int ExitCode, string Output)> ServicesAsync(params string[] arguments) => Command.RunAsync(
        "/usr/bin/env", [$"IMAGEATTACH_SERVICES={_home}", $"IMAGEATTACH_PORT_OFFSET={_port - (_isMariaDb ? MariaDbPort : PostgreSqlPort)}", Path.Combine(Repository.Root, "build", "services"), .. arguments]);
}
