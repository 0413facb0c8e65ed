using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Minio;
using Minio.DataModel;

namespace ImageAttach.Stores.S3;

/// <summary>Signs requests about single objects, by Amazon's version 4, with the client's credentials.</summary>
/// <remarks>
/// The SDK signs only what it sends itself: bodies that lie in memory, part by part. Here the body isn't part of the signature, so
/// that it can be streamed. Each attempt is signed anew, because a signature is good for fifteen minutes.
/// </remarks>
internal sealed class S3Signature(MinioConfig client, string region, TimeProvider clock)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Signs a request that is about to be sent.</summary>
    public async Task SignAsync(HttpRequestMessage request)
    {
        Signer signer = await NewSignerAsync().ConfigureAwait(false);
        Set(request, "x-amz-date", signer.Time);
        Set(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        if (!string.IsNullOrEmpty(signer.Token))
            Set(request, "x-amz-security-token", signer.Token);

        (string names, string headers) = HeadersOf(request);
        string signature = signer.Sign($"{request.Method}\n{request.RequestUri!.AbsolutePath}\n\n{headers}\n{names}\nUNSIGNED-PAYLOAD");
        Set(request, "Authorization", $"{Algorithm} Credential={signer.Credential}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>An url with the signature of a request in it, which others send: without one of its headers, or with another value, it is refused.</summary>
    public async Task<Uri> PresignAsync(HttpMethod method, Uri url, IReadOnlyDictionary<string, string> headers, TimeSpan validFor)
    {
        Signer signer = await NewSignerAsync().ConfigureAwait(false);
        (string names, string lines) = Canonical(headers.Append(new("host", url.Authority)));
        SortedDictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = Algorithm,
            ["X-Amz-Credential"] = signer.Credential,
            ["X-Amz-Date"] = signer.Time,
            ["X-Amz-Expires"] = ((long)validFor.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = names,
        };
        if (!string.IsNullOrEmpty(signer.Token))
            parameters["X-Amz-Security-Token"] = signer.Token;
        string query = string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        string signature = signer.Sign($"{method}\n{url.AbsolutePath}\n{query}\n{lines}\n{names}\nUNSIGNED-PAYLOAD");
        return new Uri($"{url.AbsoluteUri}?{query}&X-Amz-Signature={signature}");
    }

    private static (string Names, string Headers) HeadersOf(HttpRequestMessage request) => Canonical(request.Headers
        .Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
        .Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value)))
        .Append(new("host", request.RequestUri!.Authority)));

    private static (string Names, string Headers) Canonical(IEnumerable<KeyValuePair<string, string>> headers)
    {
        SortedDictionary<string, string> sorted = new(headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value), StringComparer.Ordinal);
        return (string.Join(';', sorted.Keys), string.Concat(sorted.Select(header => $"{header.Key}:{header.Value}\n")));
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private async Task<Signer> NewSignerAsync()
    {
        AccessCredentials? fresh = client.Provider is null ? null : await client.Provider.GetCredentialsAsync().ConfigureAwait(false);
        string time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/{region}/s3/aws4_request";
        return fresh is null
            ? new(time, scope, client.AccessKey, client.SecretKey, client.SessionToken)
            : new(time, scope, fresh.AccessKey, fresh.SecretKey, fresh.SessionToken);
    }

    // One moment's way of signing.
    private sealed class Signer(string time, string scope, string key, string secret, string? token)
    {
        public string Time => time;

        public string Credential => $"{key}/{scope}";

        public string? Token => token;

        public string Sign(string canonical)
        {
            string toSign = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
            byte[] signingKey = Encoding.UTF8.GetBytes("AWS4" + secret);
            foreach (string part in scope.Split('/'))
                signingKey = Hash(signingKey, part);
            return Convert.ToHexStringLower(Hash(signingKey, toSign));
        }

        private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }
}
