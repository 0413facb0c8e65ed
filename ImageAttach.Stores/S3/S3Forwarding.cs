namespace ImageAttach.Stores.S3;

/// <summary>Sends requests by a client that somebody else has set up, with his proxy and certificates.</summary>
internal sealed class S3Forwarding(HttpClient client) : HttpMessageHandler
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
