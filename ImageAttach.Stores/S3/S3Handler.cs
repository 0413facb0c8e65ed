namespace ImageAttach.Stores.S3;

/// <summary>Sends a request until the server has answered for good, and turns every error into an exception. All requests go through here.</summary>
internal sealed class S3Handler(HttpMessageHandler transport, S3StoreOptions options) : DelegatingHandler(transport)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly HttpRequestOptionsKey<S3Signature> Signature = new("ImageAttach.S3Signature");

    /// <summary>Has a request signed before it is sent. The SDK's own are.</summary>
    public static void SignWith(HttpRequestMessage request, S3Signature signature) => request.Options.Set(Signature, signature);

    /// <summary>Waits longer each time, and not as long as others that failed at the same moment.</summary>
    public static Task DelayAsync(S3StoreOptions options, int failures, CancellationToken cancellationToken)
    {
        double delay = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, failures), LongestDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(delay * (0.5 + (Random.Shared.NextDouble() / 2))), options.TimeProvider, cancellationToken);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException failure) when (failures < options.MaxRetries && failure is not S3RefusedException { IsTransient: false })
            {
                await DelayAsync(options, failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Signature, out S3Signature? signature))
            await signature.SignAsync(request).ConfigureAwait(false);
        using S3Patience patience = new(options.Timeout, cancellationToken);
        S3Content? content = request.Content as S3Content;
        if (content is not null)
            content.Patience = patience;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, patience.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await S3RefusedException.ReadAsync(response, patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not S3RefusedException)
        {
            content?.ThrowIfSourceFailed();
            if (patience.IsOver)
                throw new HttpRequestException(HttpRequestError.Unknown, FormattableString.Invariant($"The server was silent for {options.Timeout.TotalSeconds} seconds."), failure);
            throw;
        }
    }
}
