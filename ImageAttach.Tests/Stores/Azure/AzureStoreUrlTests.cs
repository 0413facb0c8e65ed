using ImageAttach.Azure;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>Stores that a URL names. Credentials come from the environment, which other tests must not see changed.</summary>
[NonParallelizable]
public sealed class AzureStoreUrlTests
{
    private const string Variable = "AZURE_STORAGE_CONNECTION_STRING";

    private static readonly StoreKey Key = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");
    private static readonly StoreUrlSchemes Schemes = StoreUrlSchemes.Default.WithAzure();

    [TearDown]
    public void Forget() => Environment.SetEnvironmentVariable(Variable, null);

    [Test]
    public async Task A_URL_names_account_container_and_prefix()
    {
        await using TestContainer container = await TestContainer.OpenAsync();
        Environment.SetEnvironmentVariable(Variable, container.ConnectionString);
        IImageStore store = Schemes.Open($"azure://{container.AccountName}/{TestContainer.Name}/{container.Prefix}/shop?base=https://cdn.example.com/");
        await store.PutBytesAsync(Key, [1, 2, 3]);
        Assert.That(await container.NamesAsync(), Is.EqualTo(new[] { $"{container.Prefix}/shop/{Key.ToObjectName()}" }));
        Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo($"https://cdn.example.com/{container.Prefix}/shop/{Key.ToObjectName()}"));
    }

    [Test]
    public void Without_a_connection_string_the_account_is_in_the_public_cloud_and_signed_in_to_by_default_credentials()
    {
        Assert.That(Schemes.Open("azure://shopimages/pictures").Locate(Key).AbsoluteUri, Is.EqualTo("https://shopimages.blob.core.windows.net/pictures/" + Key.ToObjectName()));
        Assert.That(
            Schemes.Open("azure://shopimages/pictures?endpoint=https://shopimages.blob.core.usgovcloudapi.net").Locate(Key).AbsoluteUri,
            Is.EqualTo("https://shopimages.blob.core.usgovcloudapi.net/pictures/" + Key.ToObjectName()));
    }

    [TestCase("azure:", "azure://shopimages/pictures")]
    [TestCase("azure://shopimages", "azure://shopimages/pictures")]
    [TestCase("azure://shopimages/", "azure://shopimages/pictures")]
    [TestCase("azure://key@shopimages/pictures", "azure://shopimages/pictures")]
    [TestCase("azure://shopimages:10000/pictures", "'endpoint'")]
    [TestCase("azure://shop_images/pictures", "'shop_images'")]
    [TestCase("azure://shopimages/Pictures", "'Pictures'")]
    [TestCase("azure://shopimages/pictures/a//b", "'a//b'")]
    [TestCase("azure://shopimages/pictures?tier=cool", "'tier'")]
    [TestCase("azure://shopimages/pictures?endpoint=/images", "Endpoint")]
    public void The_part_that_is_wrong_is_named(string url, string part) =>
        Assert.That(() => Schemes.Open(url), Throws.ArgumentException.With.Message.Contains(part));

    [Test]
    public void A_connection_string_of_another_account_is_refused_and_not_shown()
    {
        Environment.SetEnvironmentVariable(Variable, "DefaultEndpointsProtocol=https;AccountName=other;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net");
        Assert.That(
            () => Schemes.Open("azure://shopimages/pictures"),
            Throws.ArgumentException.With.Message.Contains("'other'").And.Message.Contains("'shopimages'").And.Message.Not.Contains("c2VjcmV0"));
        Environment.SetEnvironmentVariable(Variable, "AccountKey=s3cret");
        Assert.That(() => Schemes.Open("azure://shopimages/pictures"), Throws.ArgumentException.With.Message.Not.Contains("s3cret"));
    }

    [Test]
    public void The_scheme_is_known_only_where_it_was_added()
    {
        Assert.That(Schemes.Names, Does.Contain("azure"));
        Assert.That(() => StoreUrls.Open("azure://shopimages/pictures"), Throws.ArgumentException.With.Message.Contains("'azure:'"));
    }
}
