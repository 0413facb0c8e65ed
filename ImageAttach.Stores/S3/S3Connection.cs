using Minio;
using Minio.Credentials;
using Minio.Exceptions;

namespace ImageAttach.Stores.S3;

/// <summary>The way to a bucket: the SDK's client, and requests about single objects beside it. Both go through one handler.</summary>
internal sealed class S3Connection
{
    private readonly HttpClient _http;
    private readonly IMinioClient _client;
    private readonly S3Signature _signature;

    private S3Connection(S3Location location, S3StoreOptions options, HttpClient http, IMinioClient client)
    {
        (Location, Options, _http, _client) = (location, options, http, client);
        _signature = new(client.Config, location.Region, options.TimeProvider);
    }

    public S3Location Location { get; }

    public S3StoreOptions Options { get; }

    /// <summary>With the credentials that the options have.</summary>
    public static S3Connection Open(S3StoreOptions options)
    {
        if (string.IsNullOrEmpty(options.AccessKey) || string.IsNullOrEmpty(options.SecretKey))
            throw new ArgumentException("An S3 store needs AccessKey and SecretKey, or a client that has credentials.", nameof(options));
        S3Location location = new(options, options.Endpoint, options.Region ?? "us-east-1");
        SocketsHttpHandler transport = new()
        {
            AllowAutoRedirect = false, // to another host a signature is worth nothing
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return Build(location, options, transport, client => client.WithCredentials(options.AccessKey, options.SecretKey).WithSessionToken(options.SessionToken ?? ""));
    }

    /// <summary>With the server, the credentials and the connections of a client.</summary>
    public static S3Connection Open(S3StoreOptions options, IMinioClient client)
    {
        if (options.Endpoint is not null || options.AccessKey is not null || options.SecretKey is not null || options.SessionToken is not null)
            throw new ArgumentException("A client has its own server and credentials: leave out Endpoint, AccessKey, SecretKey and SessionToken.", nameof(options));
        MinioConfig given = client.Config;
        string region = options.Region ?? (string.IsNullOrEmpty(given.Region) ? "us-east-1" : given.Region);
        S3Location location = new(options, new Uri(given.Endpoint), region);
        IClientProvider? provider = given.Provider;
        return Build(location, options, new HttpClientForwardingHandler(given.HttpClient), own => provider is null
            ? own.WithCredentials(given.AccessKey, given.SecretKey).WithSessionToken(given.SessionToken ?? "")
            : own.WithCredentialsProvider(provider).WithSessionToken(given.SessionToken ?? ""));
    }

    /// <summary>The SDK, for what is about more than one object. It takes new keys of a provider by itself, but not the token that belongs to them.</summary>
    public async Task<IMinioClient> ClientAsync()
    {
        if (_client.Config.Provider is { } provider && await provider.GetCredentialsAsync().ConfigureAwait(false) is { } fresh)
            _client.WithSessionToken(fresh.SessionToken ?? "");
        return _client;
    }

    public HttpRequestMessage NewRequest(HttpMethod method, string name)
    {
        HttpRequestMessage request = new(method, Location.RequestUrlOf(name));
        S3Handler.SignWith(request, _signature);
        return request;
    }

    /// <summary>An url by which anybody can send such a request, with just these headers, while it is good.</summary>
    public Task<Uri> PresignAsync(HttpMethod method, string name, IReadOnlyDictionary<string, string> headers, TimeSpan validFor) =>
        _signature.PresignAsync(method, Location.RequestUrlOf(name), headers, validFor);

    /// <summary>The answer to a request, once its headers are there.</summary>
    /// <exception cref="HttpRequestException">The server refused, failed, or could not be reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private static S3Connection Build(S3Location location, S3StoreOptions options, HttpMessageHandler transport, Func<IMinioClient, IMinioClient> authenticate)
    {
        HttpClient http = new(new S3Handler(transport, options));
        try
        {
            IMinioClient client = authenticate(new MinioClient()
                .WithEndpoint(location.Endpoint.Authority)
                .WithSSL(location.Endpoint.Scheme == Uri.UriSchemeHttps)
                .WithRegion(location.Region)
                .WithHttpClient(http)).Build();
            http.Timeout = Timeout.InfiniteTimeSpan; // the handler is told how long to wait for a silent server
            return new(location, options, http, client);
        }
        catch (MinioException refusal)
        {
            http.Dispose();
            throw new ArgumentException($"The S3 client can't be made for {location}: {refusal.Message}", nameof(options), refusal);
        }
    }
}
