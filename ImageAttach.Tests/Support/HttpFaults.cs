using System.Text;

namespace ImageAttach.Tests.Support;

/// <summary>Faults of servers that speak HTTP.</summary>
internal static class HttpFaults
{
    /// <summary>The first line of a request, such as <c>PUT /bucket/name HTTP/1.1</c>; null for a piece that begins none.</summary>
    public static string? RequestLine(this ProxyPiece piece)
    {
        if (!piece.FromClient)
            return null;
        string text = Encoding.ASCII.GetString(piece.Bytes.Span[..Math.Min(piece.Bytes.Length, 2048)]);
        string line = text.Split("\r\n")[0];
        return line.EndsWith(" HTTP/1.1", StringComparison.Ordinal) ? line : null;
    }

    /// <summary>Answers in the server's place, and ends the connection.</summary>
    public static ProxyFate AnswerWith(this ProxyPiece piece, int status, string body = "", string headers = "")
    {
        piece.Answered = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Fault\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}");
        return ProxyFate.Answer;
    }
}
