using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageAttach.Tests.Support;

/// <summary>Stands between a client and a server on this machine, and cuts their line when a word goes by.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private byte[]? _word;
    private Cut _cut;

    /// <param name="server">The server's port.</param>
    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What happens when the word was passed on to the server, before the client notices anything.</summary>
    public Action Passing { get; set; } = () => { };

    /// <summary>Cuts the line of the next client that says the word, in upper or lower case.</summary>
    public void CutAt(string word, Cut cut) => (_cut, _word) = (cut, Encoding.ASCII.GetBytes(word.ToUpperInvariant()));

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The end of the proxy.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using TcpClient client = accepted, server = new();
        client.NoDelay = server.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            Line line = new(client.GetStream(), server.GetStream());
            await Task.WhenAny(RequestsAsync(line), RepliesAsync(line));
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or one side has hung up.
        }
    }

    private async Task RequestsAsync(Line line)
    {
        byte[] buffer = new byte[65_536];
        int read;
        while ((read = await line.Client.ReadAsync(buffer)) > 0)
        {
            if (_word is { } word && Encoding.ASCII.GetString(buffer, 0, read).ToUpperInvariant().Contains(Encoding.ASCII.GetString(word), StringComparison.Ordinal))
            {
                _word = null;
                if (_cut == Cut.Request)
                    return;
                line.LoseReply = new TaskCompletionSource();
                await line.Server.WriteAsync(buffer.AsMemory(0, read));
                Passing();
                line.LoseReply.SetResult();
                continue;
            }

            await line.Server.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static async Task RepliesAsync(Line line)
    {
        byte[] buffer = new byte[65_536];
        int read;
        while ((read = await line.Server.ReadAsync(buffer)) > 0 && line.LoseReply is null)
            await line.Client.WriteAsync(buffer.AsMemory(0, read));
        await (line.LoseReply?.Task ?? Task.CompletedTask);
    }

    private sealed class Line(NetworkStream client, NetworkStream server)
    {
        public NetworkStream Client => client;

        public NetworkStream Server => server;

        public volatile TaskCompletionSource? LoseReply;
    }
}

/// <summary>What a cut line loses.</summary>
internal enum Cut
{
    /// <summary>The server never hears the word.</summary>
    Request,

    /// <summary>The server hears it and answers; the client never hears that.</summary>
    Reply,
}
