using ImageAttach.Stores;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

public sealed class HttpExposedFileSystemStoreTests
{
    private const string Path = "testing/234/1/1234.405x640.jpe";

    private static readonly StoreKey Key = new("testing", ObjectId.From(1234), 405, 640, "image/jpeg");

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void Clear() => _folder.Dispose();

    [Test]
    public void HTTP_01_Without_a_host_the_error_names_both_remedies() => Assert.That(
        () => Store().Locate(Key),
        Throws.InvalidOperationException.With.Message.Contains("hostUrlGetter").And.Message.Contains("allowedHosts").And.Message.Contains("testing 1234"));

    [TestCase("http", "localhost:80", "http://localhost/__images__/")]
    [TestCase("https", "LOCALHOST:5080", "https://localhost:5080/__images__/")]
    public void HTTP_02_An_allowed_host_is_taken_from_the_request_that_is_answered(string scheme, string host, string address)
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: ["localhost"]);
        using (store.BeginRequest(scheme, host))
            Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo(address + Path));
    }

    [Test]
    public async Task HTTP_02_A_request_is_seen_by_what_it_awaits_and_by_nothing_else()
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: ["a.example.com", "b.example.com"]);
        async Task<string> AnswerAsync(string host)
        {
            using (store.BeginRequest("https", host))
            {
                await Task.Yield();
                return store.Locate(Key).Host;
            }
        }

        Assert.That(await Task.WhenAll(AnswerAsync("a.example.com"), AnswerAsync("b.example.com")), Is.EqualTo(new[] { "a.example.com", "b.example.com" }));
        Assert.That(() => store.Locate(Key), Throws.InvalidOperationException, "forgotten when the request has ended");
    }

    [Test]
    public void HTTP_02_Requests_nest_as_those_of_an_application_in_another_do()
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: ["localhost"]);
        using IDisposable outer = store.BeginRequest("http", "localhost", "/outer");
        IDisposable inner = store.BeginRequest("http", "localhost", "/outer/inner/");
        Assert.That(store.Locate(Key).AbsolutePath, Is.EqualTo("/outer/inner/__images__/" + Path));
        inner.Dispose();
        Assert.That(store.Locate(Key).AbsolutePath, Is.EqualTo("/outer/__images__/" + Path));
    }

    [TestCase("http://localhost:80/")]
    [TestCase("http://localhost:80")]
    public void HTTP_05_A_getter_gives_the_host_and_no_request_is_needed(string host) => Assert.That(
        Store(() => new Uri(host)).Locate(Key), Is.EqualTo(new Uri("http://localhost:80/__images__/" + Path)));

    [Test]
    public void HTTP_05_A_getter_counts_more_than_a_request_and_is_asked_each_time()
    {
        string host = "https://one.example.com/base/";
        HttpExposedFileSystemStore store = Store(() => new Uri(host), allowedHosts: ["localhost"]);
        using IDisposable request = store.BeginRequest("http", "localhost");
        Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo("https://one.example.com/base/__images__/" + Path));
        host = "https://two.example.com";
        Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo("https://two.example.com/__images__/" + Path));
    }

    [TestCase("a", "/a")]
    [TestCase("/a/", "/a")]
    [TestCase("a/", "/a")]
    [TestCase("a/b", "/a/b")]
    public void HTTP_09_A_slash_at_either_end_of_the_prefix_makes_no_difference(string prefix, string path)
    {
        HttpExposedFileSystemStore store = new(_folder.Path, prefix, () => new Uri("http://host"));
        Assert.That(store.RequestPath, Is.EqualTo(path));
        Assert.That(store.Locate(Key).AbsoluteUri, Is.EqualTo($"http://host{path}/{Path}"));
    }

    [TestCase("")]
    [TestCase("/")]
    [TestCase("a//b")]
    [TestCase("../a")]
    [TestCase("a?b")]
    [TestCase("a b")]
    [TestCase("ä")]
    public void HTTP_09_A_prefix_that_is_no_path_is_refused(string prefix) =>
        Assert.That(() => new HttpExposedFileSystemStore(_folder.Path, prefix), Throws.ArgumentException.With.Message.Contains("path under which"));

    [TestCase(null)]
    [TestCase("/images/")]
    [TestCase("ftp://host/")]
    [TestCase("https://user:secret@host/")]
    [TestCase("https://host/?a=b")]
    [TestCase("https://host/#a")]
    public void HTTP_10_A_getter_that_gives_no_host_is_told_without_showing_it(string? host) => Assert.That(
        () => Store(() => host is null ? null! : new Uri(host, host[0] == '/' ? UriKind.Relative : UriKind.Absolute)).Locate(Key),
        Throws.InvalidOperationException.With.Message.Contains("hostUrlGetter").And.Message.Not.Contains("secret"));

    [Test]
    public void HTTP_11_Scripts_of_other_sites_are_let_in_only_when_asked_for()
    {
        Assert.That(Store().Cors, Is.False);
        Assert.That(new HttpExposedFileSystemStore(_folder.Path, cors: true).Cors, Is.True);
    }

    [TestCase("evil.example.com")]
    [TestCase("localhost.evil.example.com")]
    [TestCase("evil-localhost")]
    [TestCase("shop.example.com:81")]
    [TestCase("example.org")]
    [TestCase("localhost@evil.example.com")]
    [TestCase("localhost/evil")]
    [TestCase("localhost\\evil")]
    [TestCase("localhost:80:90")]
    [TestCase("localhost:")]
    [TestCase("local host")]
    [TestCase("")]
    public void HTTP_16_A_host_that_is_not_allowed_is_not_taken_over(string host)
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: ["localhost", "shop.example.com:443", "*.example.org"]);
        using (store.BeginRequest("https", host))
            Assert.That(store.Locate(Key).OriginalString, Is.EqualTo("/__images__/" + Path));
        using (store.BeginRequest("https", "localhost"))
            Assert.That(store.Locate(Key).Host, Is.EqualTo("localhost"));
        Assert.That(() => store.Locate(Key), Throws.InvalidOperationException);
    }

    [TestCase("shop.example.com", "shop.example.com:8443")]
    [TestCase("shop.example.com:8443", "shop.example.com:8443")]
    [TestCase("*.example.com", "a.b.example.com")]
    [TestCase("SHOP.example.com", "shop.EXAMPLE.com")]
    [TestCase("[::1]", "[::1]:5080")]
    [TestCase("127.0.0.1", "127.0.0.1:5080")]
    public void HTTP_16_An_allowed_host_stands_for_itself(string allowed, string host)
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: [allowed]);
        using (store.BeginRequest("https", host))
            Assert.That(store.Locate(Key).Authority, Is.EqualTo(host).IgnoreCase);
    }

    [TestCase("javascript")]
    [TestCase("HTTPS://evil.example.com/?")]
    public void HTTP_16_Any_other_scheme_is_not_taken_over(string scheme)
    {
        HttpExposedFileSystemStore store = Store(allowedHosts: ["localhost"]);
        using (store.BeginRequest(scheme, "localhost"))
            Assert.That(store.Locate(Key).OriginalString, Is.EqualTo("/__images__/" + Path));
    }

    [TestCase("//evil.example.com")]
    [TestCase("/\\evil.example.com")]
    [TestCase("evil")]
    public void HTTP_16_A_path_base_that_would_be_a_host_is_refused(string pathBase) =>
        Assert.That(() => Store().BeginRequest("http", "localhost", pathBase), Throws.ArgumentException);

    [TestCase("*")]
    [TestCase("*.")]
    [TestCase("")]
    [TestCase("https://shop.example.com")]
    [TestCase("a b")]
    [TestCase(null)]
    public void What_is_no_host_cannot_be_allowed(string? host) => Assert.That(
        () => Store(allowedHosts: [host!]), Throws.ArgumentException.With.Message.Contains("no host that a request may name"));

    private HttpExposedFileSystemStore Store(Func<Uri>? hostUrlGetter = null, string[]? allowedHosts = null) =>
        new(_folder.Path, hostUrlGetter: hostUrlGetter, allowedHosts: allowedHosts);
}
