namespace CrashSubject;

/// <summary>The moments of a request that changes something on a server: before it is sent, when half of its body was sent, and once it is answered.</summary>
internal sealed class RequestPoints(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Gets or sets what is called at each point.</summary>
    public static Action<string>? Reached { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Put && request.Method != HttpMethod.Delete)
            return await base.SendAsync(request, cancellationToken);
        string verb = request.Method == HttpMethod.Put ? "Put" : "Delete";
        Reached?.Invoke($"{verb}Begun");
        if (request.Content is { } content && verb == "Put")
            request.Content = new HalvedContent(content, () => Reached?.Invoke("PutHalfSent"));
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        Reached?.Invoke($"{verb}Answered");
        return response;
    }
}
