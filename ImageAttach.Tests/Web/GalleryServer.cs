using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Web;

/// <summary>A gallery that serves a fresh data folder on a free port. Both are gone when it is disposed of.</summary>
internal sealed class GalleryServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly TemporaryFolder _data;
    private Process _process;

    private GalleryServer(Process process, TemporaryFolder data, Uri address)
    {
        (_process, _data, Address) = (process, data, address);
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string ImageFolder => Path.Combine(_data.Path, "images");

    public static async Task<GalleryServer> StartAsync()
    {
        TemporaryFolder data = new();
        (Process process, Uri address) = await StartAsync(data, "http://127.0.0.1:0");
        return new(process, data, address);
    }

    /// <summary>Kills the program, does something while nobody serves, and starts it again.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        await KillAsync();
        await meanwhile();
        (_process, _) = await StartAsync(_data, Address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Looks into the gallery's database, or changes it behind its back.</summary>
    public DbConnection Connect() => new SqliteConnection($"Data Source={Path.Combine(_data.Path, "gallery.db")};Pooling=False");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        _data.Dispose();
    }

    private static async Task<(Process Process, Uri Address)> StartAsync(TemporaryFolder data, string urls)
    {
        Process process = GalleryProgram.Start("--urls", urls, "--data", data.Path);

        // Both pipes are read to the end: a full one would stop the server.
        process.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
        process.BeginErrorReadLine();
        Uri address = await ReadAddressAsync(process);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return (process, address);
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
                return new Uri(line[(at + Listening.Length)..]);
        }

        throw new InvalidOperationException("The gallery ended before it listened; see its error output.");
    }

    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
