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

    public async Task SignAsync(HttpRequestMessage request)
    {
        AccessCredentials? fresh = client.Provider is null ? null : await client.Provider.GetCredentialsAsync().ConfigureAwait(false);
        (string key, string secret, string? token) = fresh is null
            ? (client.AccessKey, client.SecretKey, client.SessionToken)
            : (fresh.AccessKey, fresh.SecretKey, fresh.SessionToken);

        DateTimeOffset now = clock.GetUtcNow();
        string time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/{region}/s3/aws4_request";
        Set(request, "x-amz-date", time);
        Set(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        if (!string.IsNullOrEmpty(token))
            Set(request, "x-amz-security-token", token);

        (string names, string headers) = HeadersOf(request);
        string canonical = $"{request.Method}\n{request.RequestUri!.AbsolutePath}\n\n{headers}\n{names}\nUNSIGNED-PAYLOAD";
        string toSign = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] signingKey = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in scope.Split('/'))
            signingKey = Hash(signingKey, part);
        Set(request, "Authorization", $"{Algorithm} Credential={key}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Hash(signingKey, toSign))}");
    }

    private static (string Names, string Headers) HeadersOf(HttpRequestMessage request)
    {
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
                headers[name.ToLowerInvariant()] = string.Join(',', values);
        }

        return (string.Join(';', headers.Keys), string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")));
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
