using System.Text;

namespace ImageAttach.Tests.Support;

/// <summary>Stands between a client and a server on this machine, and cuts their line when a word goes by.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpProxy _proxy;
    private string? _word;
    private byte[]? _answer;
    private Cut _cut;
    private int _cutOff;

    /// <param name="server">The server's port.</param>
    public CuttingProxy(int server) => _proxy = new TcpProxy("127.0.0.1", server) { Inspect = InspectAsync };

    public int Port => _proxy.Port;

    /// <summary>What is done while the word is passed on to the server.</summary>
    public Action Passing { get; set; } = () => { };

    /// <summary>Ends when <see cref="Passing"/> has been done.</summary>
    public Task Passed { get; private set; } = Task.CompletedTask;

    /// <summary>Cuts the line of the next client that says the word, in upper or lower case.</summary>
    public void CutAt(string word, Cut cut) => (_cut, _word) = (cut, word);

    /// <summary>Passes the word on, and replaces the server's answer; the line stays up.</summary>
    public void AnswerAt(string word, byte[] answer) => (_answer, _cut, _word) = (answer, Cut.Reply, word);

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    private async ValueTask<ProxyFate> InspectAsync(ProxyPiece piece)
    {
        if (piece.FromClient && _word is { } word && Encoding.ASCII.GetString(piece.Bytes.Span).Contains(word, StringComparison.OrdinalIgnoreCase))
        {
            _word = null;
            if (_cut == Cut.Request)
                return ProxyFate.Cut;
            _cutOff = piece.Connection;
            Passed = Task.Run(Passing);
        }
        else if (!piece.FromClient && piece.Connection == _cutOff)
        {
            await Passed;
            if (_answer is null)
                return ProxyFate.Cut;
            (piece.Answered, _answer, _cutOff) = (_answer, null, 0);
            return ProxyFate.Replace;
        }

        return ProxyFate.Pass;
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
