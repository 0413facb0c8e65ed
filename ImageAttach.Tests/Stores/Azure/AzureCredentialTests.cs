using System.Net;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using ImageAttach.Azure;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>A store that signs in by tokens, and signs URLs with a user delegation key.</summary>
public sealed class AzureCredentialTests
{
    private const string Container = "pictures";

    private OAuthAzurite _azurite = null!;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _azurite = await OAuthAzurite.StartAsync();
        await new BlobServiceClient(_azurite.Endpoint, _azurite.Credential, OAuthAzurite.CreateClientOptions()).CreateBlobContainerAsync(Container);
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public async Task A_file_is_put_by_a_token_and_shown_by_a_URL_that_a_delegation_key_signs()
    {
        AzureBlobStore store = CreateStore();
        await store.PutBytesAsync(Key, [1, 2, 3]);
        Uri url = store.Locate(Key);
        Assert.That(url.Query, Does.Contain("skoid=").And.Contain("sp=r&"));
        Assert.That(store.Locate(Key), Is.EqualTo(url));
        using HttpClient browser = OAuthAzurite.CreateBrowser();
        Assert.That(await browser.GetByteArrayAsync(url), Is.EqualTo(new byte[] { 1, 2, 3 }));
        using HttpResponseMessage unsigned = await browser.GetAsync(url.GetLeftPart(UriPartial.Path));
        Assert.That(unsigned.IsSuccessStatusCode, Is.False);
        await store.DeleteAsync(Key);
    }

    [Test]
    public async Task An_upload_is_sent_by_a_URL_that_a_delegation_key_signs()
    {
        AzureBlobStore store = CreateStore();
        SignedUpload upload = await store.SignUploadAsync("abc", "image/jpeg", 3, TimeSpan.FromDays(7));
        using HttpClient browser = OAuthAzurite.CreateBrowser();
        using HttpRequestMessage request = new(HttpMethod.Put, upload.Address) { Content = new ByteArrayContent([1, 2, 3]) };
        foreach ((string name, string value) in upload.Headers)
        {
            if (name == "Content-Type")
                request.Content.Headers.Add(name, value);
            else
                request.Headers.Add(name, value);
        }

        using HttpResponseMessage sent = await browser.SendAsync(request);
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await using Stream? file = await store.OpenUploadAsync("abc");
        Assert.That(file!.Length, Is.EqualTo(3));
    }

    [Test]
    public void A_credential_without_a_token_is_reported()
    {
        AzureBlobStore store = CreateStore(options => options.Credential = new NoTokens());
        Assert.That(() => store.PutBytesAsync(Key, [1]), Throws.TypeOf<ImageStoreException>().With.Message.Contains("no token").And.Message.Contains("az login"));
        Assert.That(() => store.Locate(Key), Throws.TypeOf<ImageStoreException>().With.Message.Contains("no token"));
    }

    private AzureBlobStore CreateStore(Action<AzureBlobStoreOptions>? configure = null)
    {
        AzureBlobStoreOptions options = new()
        {
            Endpoint = _azurite.Endpoint,
            Container = Container,
            Credential = _azurite.Credential,
            ClientOptions = OAuthAzurite.CreateClientOptions(),
            PresignedExpiry = TimeSpan.FromHours(1),
        };
        configure?.Invoke(options);
        return new(options);
    }

    private sealed class NoTokens : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("Nobody has signed in.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("Nobody has signed in.");
    }
}
