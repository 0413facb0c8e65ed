using ImageAttach.Stores;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

public sealed class StoreUrlsTests
{
    private static readonly StoreKey Key = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [Test]
    public async Task A_file_url_names_a_folder_and_its_address()
    {
        using TemporaryFolder folder = new();
        IImageStore store = StoreUrls.Open($"file://{folder.Path}/sh%C3%B6p%20images?base=https://images.example.com/a%2Fb");
        await store.PutBytesAsync(Key, [1, 2, 3]);
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "shöp images", Key.ToPath())), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo("https://images.example.com/a/b/" + Key.ToPath()));
    }

    [TestCase("file:///srv/images")]
    [TestCase("FILE:///srv/images/")]
    public void A_file_url_may_have_no_address(string url)
    {
        IImageStore store = StoreUrls.Open(url);
        Assert.That(store.ToString(), Is.EqualTo("FileSystemStore '/srv/images'"));
        Assert.That(() => store.Locate(Key), Throws.InvalidOperationException);
    }

    [Test]
    public void An_address_may_be_a_path() =>
        Assert.That(StoreUrls.Open("memory:?base=/images").Locate(Key).OriginalString, Is.EqualTo("/images/" + Key.ToPath()));

    [Test]
    public async Task A_memory_url_names_a_new_store_each_time()
    {
        IImageStore one = StoreUrls.Open("memory:");
        await one.PutBytesAsync(Key, [1]);
        Assert.That(() => StoreUrls.Open("memory:").OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [TestCase("/srv/images", "no scheme")]
    [TestCase("images", "no scheme")]
    [TestCase(":", "no scheme")]
    [TestCase("ftp://host/images", "'ftp:'")]
    [TestCase("file://srv/images", "'srv'")]
    [TestCase("file:///", "path")]
    [TestCase("file:", "file:///srv/images")]
    [TestCase("file:/srv/images", "file:///srv/images")]
    [TestCase("file:images", "'file:'")]
    [TestCase("file:///srv/images?bases=x", "'bases'")]
    [TestCase("file:///srv/images?base=/a&base=/b", "'base' twice")]
    [TestCase("file:///srv/images?base", "'base'")]
    [TestCase("file:///srv/images?base=images", "'base'")]
    [TestCase("file:///srv/images?base=//evil.example.com/", "'base'")]
    [TestCase("file:///srv/images?base=ftp://host/", "'base'")]
    [TestCase("file:///srv/images?base=https://host/%3Fa", "'base'")]
    [TestCase("file:///srv/images#a", "fragment")]
    [TestCase("memory:images", "neither host nor path")]
    [TestCase("memory://host", "neither host nor path")]
    [TestCase("s3:", "s3://shop-images")]
    [TestCase("s3://bucket:9000/", "'endpoint'")]
    [TestCase("s3://key@bucket/", "'endpoint'")]
    [TestCase("s3://bucket?server=x", "'server'")]
    [TestCase("s3://bucket?endpoint=minio", "'endpoint'")]
    public void The_part_that_is_wrong_is_named(string url, string part) =>
        Assert.That(() => StoreUrls.Open(url), Throws.ArgumentException.With.Message.Contains(part));

    [TestCase("file://me:s3cret@/srv/images")]
    [TestCase("memory://me:s3cret@host/")]
    [TestCase("s3cret+://me:s3cret@")]
    [TestCase("file:///srv/images?base=https://me:s3cret@host/")]
    [TestCase("ftp://me:s3cret@host/")]
    [TestCase("s3cret")]
    public void No_secret_is_shown(string url) =>
        Assert.That(() => StoreUrls.Open(url), Throws.ArgumentException.With.Message.Not.Contains("me:").And.Message.Not.Contains("s3cret@"));

    [Test]
    public void Nothing_is_no_url()
    {
        Assert.That(() => StoreUrls.Open(null!), Throws.ArgumentNullException);
        Assert.That(() => StoreUrls.Open(" "), Throws.ArgumentException);
    }

    [Test]
    public void Further_schemes_name_further_stores_and_leave_the_default_ones_as_they_are()
    {
        MemoryStore mine = new();
        StoreUrlSchemes schemes = StoreUrlSchemes.Default.With("my-store", url => url.Host == "here" ? mine : throw new ArgumentException($"'{url.Host}' is not here."));
        Assert.That(schemes.Open("my-store://here/"), Is.SameAs(mine));
        Assert.That(() => schemes.Open("my-store://there/"), Throws.ArgumentException.With.Message.Contains("'there'"));
        Assert.That(schemes.Open("memory:"), Is.TypeOf<MemoryStore>());
        Assert.That(schemes.Names, Is.EqualTo(new[] { "file", "memory", "my-store", "s3" }));
        Assert.That(() => StoreUrls.Open("my-store://here/"), Throws.ArgumentException.With.Message.Contains("'my-store:'"));
    }

    [Test]
    public void A_scheme_that_is_there_already_is_replaced()
    {
        MemoryStore mine = new();
        Assert.That(StoreUrlSchemes.Default.With("S3", _ => mine).Open("s3://bucket/"), Is.SameAs(mine));
    }

    [Test]
    public void A_scheme_that_cannot_be_one_is_refused()
    {
        Assert.That(() => StoreUrlSchemes.Default.With("my store", _ => new MemoryStore()), Throws.ArgumentException.With.Message.Contains("'my store'"));
        Assert.That(() => StoreUrlSchemes.Default.With("my-store", null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Options_of_a_url_are_read_by_name()
    {
        StoreUrlOptions options = new(new Uri("tape://archive/?speed=fast%20one&base=/images"), "speed", "base", "label");
        Assert.That((options.GetText("speed"), options.GetText("label"), options.GetAddress("base")!.OriginalString), Is.EqualTo(("fast one", (string?)null, "/images")));
        Assert.That(() => new StoreUrlOptions(new Uri("tape://archive/?spede=fast"), "speed"), Throws.ArgumentException.With.Message.Contains("'spede'").And.Message.Contains("'speed'"));
    }
}
