using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ImageAttach.Tests.Support;

/// <summary>A PgBouncer of a test's own, in front of a PostgreSQL server.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly Process _process;

    private PgBouncer(int serverPort, string connectionString, string schema)
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        NpgsqlConnectionStringBuilder server = new(connectionString);
        _file = Path.Combine(_folder.Path, "pgbouncer.ini");
        File.WriteAllText(
            _file,
            $"""
            [databases]
            {server.Database} = host=127.0.0.1 port={serverPort} dbname={server.Database} user={server.Username} password={server.Password} connect_query='set search_path to {schema}'
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            ignore_startup_parameters = extra_float_digits,search_path

            """);

        // It refuses to run as root.
        string[] arguments = Environment.UserName == "root" ? ["-u", "nobody", _file] : [_file];
        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
            File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <param name="serverPort">The server's port, or a proxy's before it.</param>
    /// <param name="connectionString">The server's connection string.</param>
    /// <param name="schema">The schema that its sessions see.</param>
    public static async Task<PgBouncer> StartAsync(int serverPort, string connectionString, string schema)
    {
        if (!File.Exists(Program))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("PgBouncer is missing. build/prerequisites installs it as root.");
            Assert.Ignore("PgBouncer is missing. Install Debian's package pgbouncer, or run build/prerequisites as root.");
        }

        PgBouncer bouncer = new(serverPort, connectionString, schema);
        await bouncer.AwaitStartAsync();
        return bouncer;
    }

    /// <summary>Adds a setting while it runs. It is in force some time later.</summary>
    public async Task AddAsync(string setting)
    {
        await File.AppendAllLinesAsync(_file, [setting]);
        await Command.RunAsync("/bin/kill", "-HUP", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task AwaitStartAsync()
    {
        while (!_process.HasExited)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        Assert.Fail($"PgBouncer ended with exit code {_process.ExitCode}.");
    }
}
