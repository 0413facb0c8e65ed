namespace ImageAttach.Stores.S3;

/// <summary>Sends a request until the server has answered for good, and turns every error into an exception. All requests go through here.</summary>
internal sealed class S3Handler(HttpMessageHandler transport, S3StoreOptions options) : DelegatingHandler(transport)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);
    private static readonly HttpRequestOptionsKey<S3Signature> Signature = new("ImageAttach.S3Signature");
    private static readonly HttpRequestOptionsKey<bool> OnlyOnce = new("ImageAttach.S3OnlyOnce");
    private static readonly HttpRequestOptionsKey<bool> Streamed = new("ImageAttach.S3Streamed");

    /// <summary>Has a request signed before it is sent. The SDK's own are.</summary>
    public static void SignWith(HttpRequestMessage request, S3Signature signature) => request.Options.Set(Signature, signature);

    /// <summary>Waits longer each time, and not as long as others that failed at the same moment.</summary>
    public static Task DelayAsync(S3StoreOptions options, int failures, CancellationToken cancellationToken)
    {
        double delay = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, failures), MaxDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(delay * (0.5 + (Random.Shared.NextDouble() / 2))), options.TimeProvider, cancellationToken);
    }

    /// <summary>Gives a request up after its first failure.</summary>
    public static void SendOnlyOnce(HttpRequestMessage request) => request.Options.Set(OnlyOnce, true);

    /// <summary>Leaves the body of the answer to the caller. Others are short, and read here.</summary>
    public static void StreamAnswer(HttpRequestMessage request) => request.Options.Set(Streamed, true);

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
        using S3IdleTimeout timeout = new(options.Timeout, cancellationToken);
        if (request.Content is S3Content content)
            content.IdleTimeout = timeout;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, timeout.Token).ConfigureAwait(false);
            try
            {
                await CheckAsync(request, response, isOurs, timeout.Token).ConfigureAwait(false);
            }
            catch
            {
                response.Dispose();
                throw;
            }

            return response;
        }
        catch (Exception failure) when (timeout.HasElapsed && failure is not S3RefusedException)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, FormattableString.Invariant($"The server was silent for {options.Timeout.TotalSeconds} seconds."), failure);
        }
    }

    // A status of 200 alone proves nothing: S3 sends it before some errors are known, and a proxy sends it with a page of its own.
    private static async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage response, bool isOurs, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await S3RefusedException.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        if (!request.Options.TryGetValue(Streamed, out _))
        {
            // The SDK reads answers only once, so they have to be there whole.
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            if (await S3RefusedException.TryReadAsync(response, cancellationToken).ConfigureAwait(false) is { } refusal)
                throw refusal;
            await S3AnswerNamespace.NormalizeAsync(response, cancellationToken).ConfigureAwait(false);
        }

        if (isOurs && request.Method != HttpMethod.Delete && !response.Headers.NonValidated.Contains("ETag"))
            throw new HttpRequestException(FormattableString.Invariant($"The server answered {(int)response.StatusCode} without an ETag, so this isn't the answer of an S3 server about an object."));
    }

    private static bool MayPass(HttpRequestMessage request, Exception failure) =>
        failure is (HttpRequestException or IOException) and not S3RefusedException { IsTransient: false }
        && request.Content is not S3Content { HasSourceFailed: true };
}
