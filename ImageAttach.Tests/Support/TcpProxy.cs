using System.Net;
using System.Net.Sockets;

namespace ImageAttach.Tests.Support;

/// <summary>Stands between a client and a server, and does to their bytes what a network may do.</summary>
/// <remarks>Bytes pass in pieces as they come. <see cref="Inspect"/> sees each before it goes on: it may wait, cut the connection, or answer in the server's place.</remarks>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _connections;

    /// <param name="host">The server's host.</param>
    /// <param name="port">The server's port.</param>
    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port on loopback that clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Connections => _connections;

    /// <summary>Decides on a piece of bytes. Called by many connections at once.</summary>
    public Func<ProxyPiece, ValueTask<ProxyFate>> Inspect { get; set; } = _ => ValueTask.FromResult(ProxyFate.Pass);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), Interlocked.Increment(ref _connections)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        using (TcpClient server = new())
        {
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            client.NoDelay = server.NoDelay = true;
            try
            {
                await server.ConnectAsync(_host, _port, over.Token);
                // Taken once: a client that has ended its side gives its stream to nobody, though the other side still talks.
                NetworkStream ofClient = client.GetStream(), ofServer = server.GetStream();
                await Task.WhenAll(PassAsync(ofClient, ofServer, fromClient: true, number, over), PassAsync(ofServer, ofClient, fromClient: false, number, over));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // Cut, by the test or by either side.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool fromClient, int number, CancellationTokenSource over)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            int read;
            for (long offset = 0; (read = await from.ReadAsync(buffer, over.Token)) > 0; offset += read)
            {
                ProxyPiece piece = new(number, fromClient, offset, buffer.AsMemory(0, read));
                switch (await Inspect(piece))
                {
                    case ProxyFate.Cut:
                        from.Socket.LingerState = to.Socket.LingerState = new LingerOption(true, 0); // as a reset, not as an orderly end
                        await over.CancelAsync();
                        return;
                    case ProxyFate.Answer:
                        await AnswerAsync(from, piece.Answered, over.Token);
                        await over.CancelAsync();
                        return;
                    case ProxyFate.Replace:
                        await to.WriteAsync(piece.Answered, over.Token);
                        continue;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await over.CancelAsync();
            throw;
        }
    }

    // Reads on until the client goes: closed with bytes unread, the connection would be reset and the answer lost.
    private static async Task AnswerAsync(NetworkStream client, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        await client.WriteAsync(answer, cancellationToken);
        client.Socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[65_536];
        while (await client.ReadAsync(rest, cancellationToken) > 0)
        {
        }
    }
}

/// <summary>Some bytes on their way.</summary>
/// <param name="Connection">Which connection, from 1.</param>
/// <param name="FromClient">From the client to the server, or back.</param>
/// <param name="Offset">How many bytes have gone that way before.</param>
/// <param name="Bytes">The bytes, until the next piece comes.</param>
internal sealed record ProxyPiece(int Connection, bool FromClient, long Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What is sent instead, with <see cref="ProxyFate.Answer"/> and <see cref="ProxyFate.Replace"/>.</summary>
    public ReadOnlyMemory<byte> Answered { get; set; }
}

/// <summary>What becomes of a piece.</summary>
internal enum ProxyFate
{
    /// <summary>It goes on.</summary>
    Pass,

    /// <summary>Both sides see the connection reset.</summary>
    Cut,

    /// <summary>The client gets <see cref="ProxyPiece.Answered"/>, and then the end.</summary>
    Answer,

    /// <summary><see cref="ProxyPiece.Answered"/> goes on in its place.</summary>
    Replace,
}
