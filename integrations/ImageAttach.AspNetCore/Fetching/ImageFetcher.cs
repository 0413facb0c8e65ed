using System.Net;
using System.Net.Sockets;

namespace ImageAttach.AspNetCore.Fetching;

/// <summary>Fetches what somebody names by its address, from the public internet alone.</summary>
/// <remarks>
/// A name is resolved once, and the connection goes to an address that was found to be allowed: a name that means something else a moment
/// later leads nowhere else. Redirects are followed here, one by one. No proxy, no cookies, nothing of the request that asks for it.
/// </remarks>
internal sealed class ImageFetcher : IDisposable
{
    private const int MostRedirects = 5;

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Predicate<IPAddress> _isAllowed;
    private readonly HttpClient _client;

    public ImageFetcher(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Predicate<IPAddress> isAllowed)
    {
        (_resolve, _isAllowed) = (resolve, isAllowed);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public static ImageFetcher Shared { get; } = new(Dns.GetHostAddressesAsync, FetchGuard.Local.IsAllowed);

    /// <summary>Fetches a file.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="maxBytes">How many bytes it may have.</param>
    /// <param name="timeout">How long all of it may take.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFetchException">It can't be had.</exception>
    /// <exception cref="ImageLimitException">It has more bytes.</exception>
    public async Task<BufferedUpload> FetchAsync(Uri address, long maxBytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(timeout);
        try
        {
            using HttpResponseMessage response = await FollowAsync(address, stop.Token).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength is { } length)
                ImageLimits.CheckBytes(length, maxBytes);
            Stream content = await response.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                return await BufferedUpload.CreateAsync(content, maxBytes, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageFetchException($"{Name(address)} took longer than {timeout.TotalSeconds:N0} seconds to give an image. Try again later.");
        }
        catch (HttpRequestException failure) when (failure.InnerException is ImageFetchException refusal)
        {
            throw new ImageFetchException(refusal.Message, failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ImageFetchException($"{Name(address)} gave no image: {failure.Message} Look whether the address is right.", failure);
        }
    }

    public void Dispose() => _client.Dispose();

    // What comes behind the host may be a secret.
    private static string Name(Uri address) => address.IsAbsoluteUri ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "The address";

    private async Task<HttpResponseMessage> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
                throw new ImageFetchException($"{Name(address)} isn't fetched from: give an address that begins with http:// or https:// and has no user in it.");
            HttpResponseMessage response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
                return response;
            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } next)
                    throw new ImageFetchException($"{Name(address)} answered with {(int)response.StatusCode} and no image. Look whether the address is right.");
                address = new Uri(address, next);
            }
        }

        throw new ImageFetchException($"{Name(address)} leads on and on, more than {MostRedirects} times. Give the address that the image has in the end.");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await _resolve(host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = Array.FindAll(addresses, _isAllowed);
        if (allowed.Length == 0)
            throw new ImageFetchException($"{host} isn't on the public internet, so nothing is fetched from it. Give an address that anybody can open.");
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
