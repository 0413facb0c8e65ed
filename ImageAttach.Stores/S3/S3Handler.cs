namespace ImageAttach.Stores.S3;

/// <summary>Sends a request until the server has answered for good, and turns every error into an exception. All requests go through here.</summary>
internal sealed class S3Handler(HttpMessageHandler transport, S3StoreOptions options) : DelegatingHandler(transport)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly HttpRequestOptionsKey<S3Signature> Signature = new("ImageAttach.S3Signature");
    private static readonly HttpRequestOptionsKey<bool> OnlyOnce = new("ImageAttach.S3OnlyOnce");

    /// <summary>Has a request signed before it is sent. The SDK's own are.</summary>
    public static void SignWith(HttpRequestMessage request, S3Signature signature) => request.Options.Set(Signature, signature);

    /// <summary>Waits longer each time, and not as long as others that failed at the same moment.</summary>
    public static Task DelayAsync(S3StoreOptions options, int failures, CancellationToken cancellationToken)
    {
        double delay = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, failures), LongestDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(delay * (0.5 + (Random.Shared.NextDouble() / 2))), options.TimeProvider, cancellationToken);
    }

    /// <summary>Gives a request up after its first failure.</summary>
    public static void SendOnlyOnce(HttpRequestMessage request) => request.Options.Set(OnlyOnce, true);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int retries = request.Options.TryGetValue(OnlyOnce, out _) ? 0 : options.MaxRetries;
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failures < retries && MayPass(request, failure))
            {
                await DelayAsync(options, failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isOurs = request.Options.TryGetValue(Signature, out S3Signature? signature);
        if (isOurs)
            await signature!.SignAsync(request).ConfigureAwait(false);
        using S3Patience patience = new(options.Timeout, cancellationToken);
        if (request.Content is S3Content content)
            content.Patience = patience;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, patience.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                using (response)
                    throw await S3RefusedException.ReadAsync(response, patience.Token).ConfigureAwait(false);
            }

            // The SDK reads its answers, which are short, only once, so they have to be there whole.
            if (!isOurs)
                await response.Content.LoadIntoBufferAsync(patience.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception failure) when (patience.IsOver && failure is not S3RefusedException)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, FormattableString.Invariant($"The server was silent for {options.Timeout.TotalSeconds} seconds."), failure);
        }
    }

    private static bool MayPass(HttpRequestMessage request, Exception failure) =>
        failure is (HttpRequestException or IOException) and not S3RefusedException { IsTransient: false }
        && request.Content is not S3Content { HasSourceFailed: true };
}
