using System.Net;
using System.Net.Http.Headers;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.Tests.Http;

/// <summary>UseImageAttach shows the files of an exposed store.</summary>
internal sealed class ServingTests
{
    private static readonly StoreKey OldKey = new("testing", ObjectId.From(1234), 405, 640, "image/jpeg");
    private static readonly StoreKey NewKey = new("testing", ObjectId.From(1234), 405, 640, "image/jpeg", "k3f9");
    private static readonly byte[] Photo = Pictures.Jpeg(60, 40);

    private SmallSite _site = null!;

    [SetUp]
    public async Task StartAsync() => _site = await SmallSite.StartAsync(use: app => app.MapFallback("{**path}", () => "the application"));

    [TearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [TestCase("localhost:80", "http://localhost/images/testing/234/1/1234.405x640.jpe")]
    [TestCase("evil.example.com", "/images/testing/234/1/1234.405x640.jpe")]
    public async Task HTTP_02_HTTP_16_The_host_of_the_request_is_taken_over_if_it_is_allowed(string host, string address)
    {
        await using SmallSite site = await SmallSite.StartAsync(
            path => new(path, prefix: "images", allowedHosts: ["localhost"]), use: app => app.MapGet("/where", () => StoreContext.Current.Locate(OldKey).ToString()));
        string answer = await site.SendRawAsync("GET /where", $"Host: {host}\r\n");
        Assert.That(answer, Does.Contain("\r\n" + address));
    }

    [Test]
    public async Task HTTP_02_Work_that_a_request_leaves_running_keeps_the_store_and_the_address()
    {
        TaskCompletionSource requestEnded = new();
        Task<string>? work = null;
        await using SmallSite site = await SmallSite.StartAsync(
            path => new(path, prefix: "images", allowedHosts: ["127.0.0.1"]),
            use: app => app.MapGet("/start", () =>
            {
                work = Task.Run(async () =>
                {
                    await requestEnded.Task;
                    return StoreContext.Current.Locate(OldKey).AbsoluteUri;
                });
                return "started";
            }));
        await site.Client.GetStringAsync("/start");
        requestEnded.SetResult();
        Assert.That(await work!, Is.EqualTo($"{site.Client.BaseAddress}images/testing/234/1/1234.405x640.jpe"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task HTTP_03_A_stored_image_is_answered_with_its_bytes_type_and_length(bool hasRevision)
    {
        string path = await _site.PutAsync(hasRevision ? NewKey : OldKey, Photo);
        using HttpResponseMessage response = await _site.Client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(Photo.Length));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(Photo));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
    }

    [Test]
    public async Task HTTP_04_After_it_is_deleted_it_is_not_found()
    {
        string path = await _site.PutAsync(NewKey, Photo);
        await _site.Store.DeleteAsync(NewKey);
        using HttpResponseMessage response = await _site.Client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True, "a file of that name may come");
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_537)]
    [TestCase(3 << 20)]
    public async Task HTTP_06_Files_of_any_length_arrive_whole(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        string path = await _site.PutAsync(NewKey, bytes);
        Assert.That(await _site.Client.GetByteArrayAsync(path), Is.EqualTo(bytes));
    }

    [TestCase("/images/testing/234/1/1234.405x641.jpe", HttpStatusCode.NotFound)]
    [TestCase("/images/testing/234/1/1234.405x640.jpe/more", HttpStatusCode.NotFound)]
    [TestCase("/images/favicon.ico", HttpStatusCode.NotFound)]
    public async Task HTTP_07_What_is_no_file_is_not_found(string path, HttpStatusCode status)
    {
        await _site.PutAsync(OldKey, Photo);
        using HttpResponseMessage response = await _site.Client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [TestCase("/images-not/testing/234/1/1234.405x640.jpe")]
    [TestCase("/IMAGES/testing/234/1/1234.405x640.jpe")]
    [TestCase("/other")]
    public async Task HTTP_08_A_path_that_only_begins_alike_is_the_applications(string path)
    {
        await _site.PutAsync(OldKey, Photo);
        Assert.That(await _site.Client.GetStringAsync(path), Is.EqualTo("the application"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task HTTP_11_Other_sites_are_let_in_when_the_store_says_so(bool cors)
    {
        await using SmallSite site = await SmallSite.StartAsync(path => new(path, prefix: "images", cors: cors));
        using HttpResponseMessage response = await site.Client.GetAsync(await site.PutAsync(NewKey, Photo));
        Assert.That(response.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? origins) ? string.Join(",", origins) : null, Is.EqualTo(cors ? "*" : null));
    }

    [TestCase("/images")]
    [TestCase("/images/")]
    [TestCase("/images/testing")]
    [TestCase("/images/testing/")]
    [TestCase("/images/testing/234/1/")]
    public async Task HTTP_13_A_directory_is_not_found(string path)
    {
        await _site.PutAsync(OldKey, Photo);
        using HttpResponseMessage response = await _site.Client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task HTTP_14_HEAD_gives_the_headers_alone()
    {
        string path = await _site.PutAsync(NewKey, Photo);
        using HttpResponseMessage got = await _site.Client.GetAsync(path);
        using HttpResponseMessage head = await _site.SendAsync(HttpMethod.Head, path);
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(Photo.Length));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(head.Headers.ETag, Is.EqualTo(got.Headers.ETag));
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task HTTP_14_Other_methods_are_refused(string method)
    {
        string path = await _site.PutAsync(NewKey, Photo);
        using HttpResponseMessage response = await _site.SendAsync(new(method), path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "HEAD" }));
        Assert.That(await _site.Client.GetByteArrayAsync(path), Is.EqualTo(Photo));
    }

    [Test]
    public async Task HTTP_15_A_file_with_a_revision_may_be_kept_for_good_and_is_told_by_its_revision()
    {
        using HttpResponseMessage response = await _site.Client.GetAsync(await _site.PutAsync(NewKey, Photo));
        Assert.That(response.Headers.GetValues("Cache-Control").Single(), Is.EqualTo("public, max-age=31536000, immutable"));
        Assert.That(response.Headers.ETag, Is.EqualTo(new EntityTagHeaderValue("\"k3f9\"")));
        Assert.That(response.Content.Headers.LastModified, Is.Not.Null);
    }

    [TestCase("", "public, no-cache")]
    [TestCase("?_ts=20260101000000000000", "public, max-age=31536000, immutable")]
    public async Task HTTP_15_A_file_of_the_original_library_may_be_kept_when_its_address_has_the_time(string query, string cacheControl)
    {
        using HttpResponseMessage response = await _site.Client.GetAsync(await _site.PutAsync(OldKey, Photo) + query);
        Assert.That(response.Headers.GetValues("Cache-Control").Single(), Is.EqualTo(cacheControl));
        Assert.That(response.Headers.ETag?.IsWeak, Is.False);
    }

    [Test]
    public async Task HTTP_15_What_the_browser_has_already_is_not_sent_again()
    {
        foreach (StoreKey key in new[] { OldKey, NewKey })
        {
            string path = await _site.PutAsync(key, Photo);
            using HttpResponseMessage first = await _site.Client.GetAsync(path);
            string etag = first.Headers.ETag!.ToString(), modified = first.Content.Headers.LastModified!.Value.ToString("R");
            foreach ((string, string) condition in new[] { ("If-None-Match", etag), ("If-None-Match", $"\"other\", {etag}"), ("If-Modified-Since", modified) })
            {
                using HttpResponseMessage again = await _site.SendAsync(HttpMethod.Get, path, condition);
                Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified), condition.ToString());
                Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.Empty);
            }

            using HttpResponseMessage changed = await _site.SendAsync(HttpMethod.Get, path, ("If-None-Match", "\"other\""));
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            using HttpResponseMessage failed = await _site.SendAsync(HttpMethod.Get, path, ("If-Match", "\"other\""));
            Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        }
    }

    [TestCase("bytes=0-0", 0, 1)]
    [TestCase("bytes=10-19", 10, 10)]
    [TestCase("bytes=-5", -5, 5)]
    public async Task HTTP_15_A_part_is_sent_where_one_is_asked_for(string range, int start, int length)
    {
        string path = await _site.PutAsync(NewKey, Photo);
        using HttpResponseMessage part = await _site.SendAsync(HttpMethod.Get, path, ("Range", range), ("If-Range", "\"k3f9\""));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(Photo.AsSpan(start < 0 ? Photo.Length + start : start, length).ToArray()));
        using HttpResponseMessage whole = await _site.SendAsync(HttpMethod.Get, path, ("Range", range), ("If-Range", "\"other\""));
        Assert.That(whole.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task HTTP_15_A_part_beyond_the_end_is_refused()
    {
        string path = await _site.PutAsync(NewKey, Photo);
        using HttpResponseMessage response = await _site.SendAsync(HttpMethod.Get, path, ("Range", "bytes=999999-"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
    }

    [Test]
    public async Task HTTP_17_Nothing_in_an_SVG_runs()
    {
        string path = await _site.PutAsync(new("testing", ObjectId.From(1), 1, 1, "image/svg+xml", "r1"), "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray());
        using HttpResponseMessage response = await _site.Client.GetAsync(path);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/svg+xml"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("sandbox").And.Contain("default-src 'none'").And.Not.Contain("allow-scripts"));
    }

    [Test]
    public async Task The_files_of_named_stores_are_shown_as_well()
    {
        using Support.TemporaryFolder folder = new();
        HttpExposedFileSystemStore archive = new(folder.Path, prefix: "archive");
        await archive.PutAsync(NewKey, new MemoryStream(Photo), reproducible: false);
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<AspNetCore.ImageAttachOptions>(
                builder.Services, options => options.NamedStores["archive"] = archive));
        Assert.That(await site.Client.GetByteArrayAsync("/archive/" + NewKey.ToPath()), Is.EqualTo(Photo));
    }
}
