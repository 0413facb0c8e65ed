using System.Diagnostics;
using System.Net.Sockets;

namespace ImageAttach.Tests.Support;

/// <summary>ClamAV's daemon, started by a test at a socket of its own. It knows one signature.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    /// <param name="signature">The bytes that it finds.</param>
    private Clamd(byte[] signature)
    {
        string database = Directory.CreateDirectory(Path.Combine(_folder.Path, "database")).FullName, settings = Path.Combine(_folder.Path, "clamd.conf");
        File.WriteAllText(Path.Combine(database, "test.ndb"), $"Found.In.Test:0:*:{Convert.ToHexStringLower(signature)}\n");
        File.WriteAllText(settings, $"DatabaseDirectory {database}\nLocalSocket {Socket}\nForeground yes\n");
        _process = Process.Start(new ProcessStartInfo("clamd", ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public UnixDomainSocketEndPoint EndPoint => new(Socket);

    private string Socket => Path.Combine(_folder.Path, "clamd.ctl");

    /// <inheritdoc cref="Clamd(byte[])"/>
    public static async Task<Clamd> StartAsync(byte[] signature)
    {
        if (SystemCommand.TryRun("clamd", "--help") is { } reason)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("clamd is missing. build/prerequisites installs it as root.");
            Assert.Ignore($"{reason} Install Debian's package clamav-daemon, or run build/prerequisites as root.");
        }

        Clamd clamd = new(signature);
        await clamd.AwaitStartAsync();
        return clamd;
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
                using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(EndPoint);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        Assert.Fail($"clamd ended with exit code {_process.ExitCode}.");
    }
}
