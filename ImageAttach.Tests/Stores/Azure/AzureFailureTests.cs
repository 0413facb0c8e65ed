using Azure.Storage.Blobs.Models;
using ImageAttach.Azure;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>What can't be done is refused with the container, the key and the remedy, and without a secret.</summary>
public sealed class AzureFailureTests
{
    private TestContainer _container = null!;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [SetUp]
    public async Task OpenContainerAsync() => _container = await TestContainer.OpenAsync();

    [TearDown]
    public ValueTask ClearAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public Task A_missing_container_is_reported() => AssertReportedAsync(options => options.Container = "no-such-container", "Create the container 'no-such-container'");

    [Test]
    public Task A_wrong_key_is_reported() => AssertReportedAsync(options => options.ConnectionString = WithKey(WrongKey), "The credential");

    [Test]
    public Task An_unreachable_host_is_reported() => AssertReportedAsync(
        options =>
        {
            options.ConnectionString = _container.ConnectionStringOn(1);
            options.ClientOptions!.Retry.MaxRetries = 1;
        },
        "http://127.0.0.1:1 is right");

    [TestCase("", "3 to 63")]
    [TestCase("Shop", "'Shop'")]
    [TestCase("a", "'a'")]
    [TestCase("shop--images", "'shop--images'")]
    [TestCase("-shop", "'-shop'")]
    [TestCase("shop/images", "'shop/images'")]
    public void A_container_that_cannot_be_one_is_refused(string container, string part) =>
        Assert.That(() => _container.Store(options => options.Container = container), Throws.InstanceOf<ArgumentException>().With.Message.Contains(container.Length == 0 ? "empty" : part));

    [Test]
    public void Options_that_cannot_be_used_are_refused()
    {
        AssertRefused(options => options.Prefix = "a//b", "'a//b'");
        AssertRefused(options => options.MaxAge = TimeSpan.FromSeconds(-1), "MaxAge");
        AssertRefused(options => options.PresignedExpiry = TimeSpan.FromDays(4), "3 days");
        AssertRefused(options => options.PresignedExpiry = TimeSpan.Zero, "1 second");
        AssertRefused(options => options.PublicBaseUrl = new Uri("https://cdn.example.com/?sig=secret"), "PublicBaseUrl");
        AssertRefused(options => options.OriginalTier = AccessTier.Archive, "archive");
        AssertRefused(options => options.UploadContainer = "X", "'X'");
        AssertRefused(options => options.Account = "another", "'another'");
        AssertRefused(options => options.Endpoint = new Uri("https://shop.blob.core.windows.net"), "leave out Endpoint");
        AssertRefused(options => options.ConnectionString = "AccountKey=s3cret", "access keys");
        AssertRefused(options => options.ConnectionString = null, "Account, Endpoint or ConnectionString");
        AssertRefused(options => (options.ConnectionString, options.Account) = (null, "Shop"), "'Shop'");
        AssertRefused(options => (options.ConnectionString, options.Endpoint) = (null, new Uri("https://shop.blob.core.windows.net/?sig=s3cret")), "without user and query");

        void AssertRefused(Action<AzureBlobStoreOptions> configure, string part) =>
            Assert.That(() => _container.Store(configure), Throws.InstanceOf<ArgumentException>().With.Message.Contains(part).And.Message.Not.Contains("s3cret"));
    }

    [Test]
    public async Task No_message_and_no_text_shows_the_key_or_a_signature()
    {
        List<Exception> thrown = [];
        foreach (Action<AzureBlobStoreOptions> configure in new Action<AzureBlobStoreOptions>[]
        {
            options => options.Container = "no-such-container",
            options => options.ConnectionString = WithKey(WrongKey),
            options => options.ConnectionString = _container.ConnectionStringOn(1),
            options => options.ConnectionString = _container.ConnectionString + "SharedAccessSignature=sig=abc;Broken",
        })
        {
            await CollectAsync(thrown, configure);
        }

        string[] texts = [.. thrown.Select(each => each.Message), _container.Store().ToString(), (await _container.Store().SignUploadAsync("abc", "image/jpeg", 1, TimeSpan.FromMinutes(1))).ToString()];
        Assert.That(texts, Has.Length.GreaterThan(20));
        Assert.That(texts, Has.None.Contains(_container.AccountKey).And.None.Contains(WrongKey).And.None.Contains("sig="));
    }

    // Another key of the right length.
    private static string WrongKey { get; } = Convert.ToBase64String(new byte[64]);

    private string WithKey(string key) => _container.ConnectionString.Replace(_container.AccountKey, key, StringComparison.Ordinal);

    private async Task AssertReportedAsync(Action<AzureBlobStoreOptions> configure, string remedy)
    {
        List<Exception> thrown = [];
        await CollectAsync(thrown, configure);
        Assert.That(thrown, Has.Count.EqualTo(9));
        Assert.That(thrown, Has.All.InstanceOf<ImageStoreException>().And.All.Property(nameof(Exception.Message)).Contains(remedy));
        Assert.That(thrown[0].Message, Does.Contain("testing 7").And.Contain("container '"));
    }

    private async Task CollectAsync(List<Exception> thrown, Action<AzureBlobStoreOptions> configure)
    {
        AzureBlobStore store;
        try
        {
            store = _container.Store(configure);
        }
        catch (ArgumentException refusal)
        {
            thrown.Add(refusal);
            return;
        }

        foreach (Func<Task> act in new Func<Task>[]
        {
            () => store.PutBytesAsync(Key, [1]),
            () => store.OpenAsync(Key),
            () => store.TouchAsync(Key),
            () => store.ListAsync("testing").CountAsync().AsTask(),
            () => store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow),
            () => store.ReadMarkAsync(),
            () => store.WriteMarkAsync("mark"),
            () => store.SignUploadAsync("abc", "image/jpeg", 1, TimeSpan.FromMinutes(1)),
            () => store.OpenUploadAsync("abc"),
        })
        {
            try
            {
                await act();
            }
            catch (Exception failure)
            {
                thrown.Add(failure);
            }
        }
    }
}
