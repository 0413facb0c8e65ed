using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageAttach.Tests.Support;

/// <summary>A small server that answers the command INSTREAM of ClamAV's clamd, as its manual has it.</summary>
internal sealed class InstreamServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private InstreamServer(Func<byte[], string?> answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public EndPoint EndPoint => _listener.LocalEndpoint;

    /// <param name="answer">What is answered about a file; null for nothing, ever.</param>
    public static InstreamServer Start(Func<byte[], string?> answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<byte[], string?> answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream(), answer);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream stream, Func<byte[], string?> answer)
    {
        Assert.That(Encoding.ASCII.GetString(await ReadAsync(stream, 10)), Is.EqualTo("zINSTREAM\0"));
        using MemoryStream file = new();
        while (BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(stream, 4)) is > 0 and int length)
            await file.WriteAsync(await ReadAsync(stream, length));
        if (answer(file.ToArray()) is { } text)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\0"), _stop.Token);
        else
            await Task.Delay(Timeout.Infinite, _stop.Token);
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
