using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace ImageAttach.Tests.Support;

/// <summary>An emulator of a test's own that takes tokens, which it does over HTTPS alone.</summary>
internal sealed class OAuthAzurite : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    private OAuthAzurite(int port) => Endpoint = new($"https://127.0.0.1:{port}/devstoreaccount1");

    public Uri Endpoint { get; }

    /// <summary>A credential whose tokens the emulator takes.</summary>
    public TokenCredential Credential { get; } = new IssuedTokens();

    public static async Task<OAuthAzurite> StartAsync()
    {
        TestServer.Require(TestContainer.Variable);
        OAuthAzurite azurite = new(FreePorts.FindPair());
        try
        {
            await azurite.RunAsync();
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Options of the SDK that trust the emulator's certificate.</summary>
    public static BlobClientOptions CreateClientOptions() => new() { Transport = new HttpClientTransport(CreateBrowser()) };

    /// <summary>A client that trusts the emulator's certificate, and has no token.</summary>
    public static HttpClient CreateBrowser() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        string certificate = Path.Combine(_folder.Path, "cert.pem"), key = Path.Combine(_folder.Path, "key.pem");
        using (RSA rsa = RSA.Create(2048))
        using (X509Certificate2 own = CreateCertificate(rsa))
        {
            await File.WriteAllTextAsync(certificate, own.ExportCertificatePem());
            await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
        }

        ProcessStartInfo start = new(
            "azurite-blob",
            [
                "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence", "--oauth", "basic", "--cert", certificate, "--key", key,
                "--blobHost", Endpoint.Host, "--blobPort", $"{Endpoint.Port}",
            ])
        {
            WorkingDirectory = _folder.Path,
        };
        _process = Process.Start(start)!;
        using HttpClient client = CreateBrowser();
        while (!await AnswersAsync(client))
        {
            Assert.That(_process.HasExited, Is.False, "azurite ended");
            await Task.Delay(50);
        }
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(Endpoint);
            return response.StatusCode != HttpStatusCode.NotFound;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static X509Certificate2 CreateCertificate(RSA key)
    {
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    // The emulator reads a token's claims, and doesn't look at who signed it.
    private sealed class IssuedTokens : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow, expires = now.AddHours(1);
            string claims = JsonSerializer.Serialize(new
            {
                aud = "https://storage.azure.com",
                iss = "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
                iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
                nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
                exp = expires.ToUnixTimeSeconds(),
                oid = "11059fcc-5514-4800-b5f8-49808b9cfab6",
                tid = "ab1f708d-50f6-404c-a006-d71b2ac7a606",
            });
            return new($"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}.c2lnbmF0dXJl", expires);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));

        private static string Encode(string text) => Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
