using System.Diagnostics;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Web;

/// <summary>A gallery that serves a fresh data folder on a free port. Both are gone when it is disposed of.</summary>
internal sealed class GalleryServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly TemporaryFolder _data;

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
        Process process = GalleryProgram.Start("--urls", "http://127.0.0.1:0", "--data", data.Path);

        // Both pipes are read to the end: a full one would stop the server.
        process.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
        process.BeginErrorReadLine();
        Uri address = await ReadAddressAsync(process);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new(process, data, address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Dispose();
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
}
