namespace ImageAttach.Stores.S3;

/// <summary>Forwards requests to a client that the caller has configured, with its proxy and certificates.</summary>
internal sealed class HttpClientForwardingHandler(HttpClient client) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A client sends no message twice, and repeated requests are the same message.
        HttpRequestMessage copy = new(request.Method, request.RequestUri) { Content = request.Content };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return await client.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }
}
