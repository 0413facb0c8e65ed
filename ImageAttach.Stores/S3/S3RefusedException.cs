using System.Net;
using System.Xml;

namespace ImageAttach.Stores.S3;

/// <summary>The server's answer is an error.</summary>
internal sealed class S3RefusedException : HttpRequestException
{
    private const int MaxAnswerLength = 65_536;

    private S3RefusedException(HttpStatusCode status, string code, string message)
        : base(message.Length == 0 ? $"The server answered {(int)status} {code}." : $"The server answered {(int)status} {code}: {message}", null, status) => Code = code;

    /// <summary>The server's word for it, such as <c>AccessDenied</c>.</summary>
    public string Code { get; }

    /// <summary>The server isn't in order, and may be a moment later. An error under a successful status is one that it met halfway.</summary>
    public bool IsTransient => (int)StatusCode! is >= 200 and < 300 or >= 500 && StatusCode != HttpStatusCode.NotImplemented;

    /// <summary>Reads an answer to its end. Nothing but code and message is kept: what else is in it may show how a request was signed.</summary>
    public static async Task<S3RefusedException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        (string? code, string? message) = (null, null);
        if (response.Content.Headers.ContentLength is null or <= MaxAnswerLength)
        {
            try
            {
                using MemoryStream copy = new();
                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                byte[] buffer = new byte[4096];
                int read;
                while (copy.Length < MaxAnswerLength && (read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                    copy.Write(buffer, 0, read);
                copy.Position = 0;
                (code, message) = Parse(copy);
            }
            catch (Exception failure) when (failure is XmlException or IOException)
            {
                // No error of S3's, such as the page of a proxy: the status has to do.
            }
        }

        return new(response.StatusCode, code ?? DefaultCode(response.StatusCode), message ?? "");
    }

    /// <summary>Reads the error that an answer with a successful status contains; null when it contains none. The answer is in memory, and stays readable.</summary>
    public static async Task<S3RefusedException?> TryReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0)
            return null;
        using MemoryStream answer = new(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), writable: false);
        try
        {
            (string? code, string? message) = Parse(answer);
            return code is null ? null : new(response.StatusCode, code, message ?? "");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static (string? Code, string? Message) Parse(Stream answer)
    {
        (string? code, string? message) = (null, null);
        using XmlReader reader = XmlReader.Create(answer, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        if (reader.Name != "Error")
            return default;
        reader.Read();
        while (!reader.EOF)
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1, Name: "Code" })
                code = reader.ReadElementContentAsString();
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 1, Name: "Message" })
                message = reader.ReadElementContentAsString();
            else
                reader.Read();
        }

        return (code, message);
    }

    private static string DefaultCode(HttpStatusCode status) => status == HttpStatusCode.Forbidden ? "AccessDenied" : status.ToString();
}
