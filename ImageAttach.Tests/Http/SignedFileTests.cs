using System.Net;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace ImageAttach.Tests.Http;

/// <summary>Files on disk at URLs that are signed and expire.</summary>
internal sealed class SignedFileTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddHours(1000);
    private static readonly byte[] Photo = Pictures.Jpeg(60, 40);
    private static readonly StoreKey Key = new("testing", ObjectId.From(1234), 60, 40, "image/jpeg", "k3f9");

    private readonly SetClock _clock = new();
    private SmallSite _site = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _clock.Now = Start;
        _site = await SmallSite.StartAsync(
            path => new(path, prefix: "images") { PresignedExpiry = TimeSpan.FromHours(1), SigningKeys = [ThumbnailSite.Secret], TimeProvider = _clock },
            use: app => app.MapGet("/where", () => StoreContext.Current.Locate(Key).OriginalString));
        await _site.PutAsync(Key, Photo);
    }

    [TearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [Test]
    public async Task A_file_is_shown_at_its_URL_until_that_expires_and_to_no_shared_cache()
    {
        string url = await _site.Client.GetStringAsync("/where");
        using HttpResponseMessage response = await _site.Client.GetAsync(url);
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(Photo));
        Assert.That(response.Headers.GetValues("Cache-Control").Single(), Is.EqualTo("max-age=7200, private, immutable"));
        _clock.Now = Start.AddMinutes(59);
        Assert.That(await _site.Client.GetStringAsync("/where"), Is.EqualTo(url), "caches find it again");
        _clock.Now = Start.AddHours(2).AddSeconds(-1);
        Assert.That(await StatusAsync(url), Is.EqualTo(HttpStatusCode.OK));
        _clock.Now = Start.AddHours(2);
        Assert.That(await StatusAsync(url), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_URL_that_is_changed_or_not_signed_shows_nothing()
    {
        StoreKey other = new("testing", ObjectId.From(1234), 60, 40, "image/jpeg", "k3f8");
        await _site.PutAsync(other, Photo);
        string url = await _site.Client.GetStringAsync("/where"), path = url.Split('?')[0];
        string[] changed =
        [
            path, path + "?s=" + url.Split("s=")[1], url.Replace("k3f9", "k3f8"), url.Replace("e=36", "e=37"), url.Replace("e=", "e=0"), url[..^1], url + "A",
            url + "&e=9999999999", url + "&s=A",
        ];
        foreach (string address in changed)
            Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.NotFound), address);
        Assert.That(await StatusAsync(url), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public void A_secret_can_be_rotated()
    {
        string older = new('o', 32), newer = new('n', 32);
        Uri url = Store(older).Locate(Key);
        string expires = url.Query.Split("e=")[1].Split('&')[0], signature = url.Query.Split("s=")[1];
        Assert.That(Store(newer, older).VerifyUrl(Key, expires, signature), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(Store(newer).VerifyUrl(Key, expires, signature), Is.Null);
        Assert.That(() => Store("too short").Locate(Key), Throws.InvalidOperationException.With.Message.Contains("32 characters").And.Message.Not.Contains("too short"));
    }

    [Test]
    public void URLs_of_files_of_the_original_library_are_signed_as_well()
    {
        StoreKey old = new("testing", ObjectId.From(1234), 60, 40, "image/jpeg");
        string query = Store(ThumbnailSite.Secret).Locate(old).Query;
        Assert.That(query, Does.Match(@"^\?e=\d+&s=[-_A-Za-z0-9]{43}$"));
    }

    private static HttpExposedFileSystemStore StoreWith(TimeProvider clock, string[] secrets) =>
        new("var/none", "images", () => new("https://shop.example.com/")) { PresignedExpiry = TimeSpan.FromHours(1), SigningKeys = secrets, TimeProvider = clock };

    private HttpExposedFileSystemStore Store(params string[] secrets) => StoreWith(_clock, secrets);

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using HttpResponseMessage response = await _site.Client.GetAsync(url);
        return response.StatusCode;
    }
}
