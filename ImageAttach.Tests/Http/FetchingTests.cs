using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Fetching;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Pictures from an address, with a guard against what isn't public, and from data URIs.</summary>
internal sealed class FetchingTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(60, 40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SmallSite _site = null!;
    private int _port;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await SmallSite.StartAsync(use: app =>
        {
            app.MapGet("/photo", () => Results.Bytes(Photo));
            app.MapGet("/away", (string to) => Results.Redirect(to));
            app.MapGet("/round", () => Results.Redirect("/round"));
            app.MapGet("/missing", () => Results.NotFound());
            app.MapGet("/chunks", async (HttpContext context) =>
            {
                for (int i = 0; i < 100; i++)
                    await context.Response.Body.WriteAsync(new byte[1000]);
            });
            app.MapGet("/never", (CancellationToken aborted) => Task.Delay(Timeout.Infinite, aborted));
        });
        _port = _site.Client.BaseAddress!.Port;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [TestCase("http://127.0.0.1:{0}/photo")]
    [TestCase("http://localhost:{0}/photo")]
    [TestCase("http://[::1]:{0}/photo")]
    [TestCase("http://[::ffff:127.0.0.1]:{0}/photo")]
    [TestCase("http://2130706433:{0}/photo")]
    [TestCase("http://0x7f.1:{0}/photo")]
    [TestCase("http://0:{0}/photo")]
    [TestCase("http://169.254.169.254/latest/meta-data/")]
    [TestCase("http://10.0.0.1/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("ftp://images.example.com/a.jpg")]
    [TestCase("gopher://127.0.0.1:25/")]
    [TestCase("https://user:password@images.example.com/a.jpg")]
    public async Task Nothing_is_fetched_that_is_not_public(string address)
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        Uri inside = new(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, _port));
        await Assert.ThatAsync(
            () => new User { Id = 7 }.Picture.FromUrlAsync(world.Db, inside, store: world.Store),
            Throws.TypeOf<ImageFetchException>().With.Message.Not.Contains("password"));
        Assert.That(await world.RowsAsync(), Is.Zero);
        Assert.That(world.Files, Is.Empty);
    }

    [Test]
    public async Task What_may_be_fetched_is()
    {
        using ImageFetcher fetcher = Fetcher();
        await using BufferedUpload file = await fetcher.FetchAsync(new($"http://images.example.com:{_port}/photo"), 1 << 20, Patience, CancellationToken.None);
        using MemoryStream content = new();
        await file.Content.CopyToAsync(content);
        Assert.That(content.ToArray(), Is.EqualTo(Photo));
    }

    [Test]
    public async Task A_redirect_is_followed_and_looked_at()
    {
        using ImageFetcher fetcher = Fetcher();
        await using BufferedUpload file = await fetcher.FetchAsync(new($"http://images.example.com:{_port}/away?to=/photo"), 1 << 20, Patience, CancellationToken.None);
        Assert.That(file.Length, Is.EqualTo(Photo.Length));
        foreach (string inside in new[] { $"http://inside.example.com:{_port}/photo", $"http://[::1]:{_port}/photo", "file:///etc/passwd" })
        {
            await Assert.ThatAsync(
                () => fetcher.FetchAsync(new($"http://images.example.com:{_port}/away?to={Uri.EscapeDataString(inside)}"), 1 << 20, Patience, CancellationToken.None),
                Throws.TypeOf<ImageFetchException>(), inside);
        }
    }

    [Test]
    public async Task A_name_that_means_something_else_the_second_time_leads_nowhere_else()
    {
        int lookups = 0;
        using ImageFetcher fetcher = new(
            (_, _) => Task.FromResult(new[] { lookups++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1") }), address => address.Equals(IPAddress.Loopback));
        await using BufferedUpload file = await fetcher.FetchAsync(new($"http://rebinding.example.com:{_port}/photo"), 1 << 20, Patience, CancellationToken.None);
        Assert.That((file.Length, lookups), Is.EqualTo(((long)Photo.Length, 1)));
    }

    [TestCase("/missing", "404")]
    [TestCase("/round", "leads on and on")]
    public async Task What_gives_no_image_is_told(string path, string message)
    {
        using ImageFetcher fetcher = Fetcher();
        await Assert.ThatAsync(
            () => fetcher.FetchAsync(new($"http://images.example.com:{_port}{path}"), 1 << 20, Patience, CancellationToken.None),
            Throws.TypeOf<ImageFetchException>().With.Message.Contains(message));
    }

    [TestCase("/photo", 100)]
    [TestCase("/chunks", 50_000)]
    public async Task Too_many_bytes_are_refused_whether_they_are_announced_or_not(string path, int maxBytes)
    {
        using ImageFetcher fetcher = Fetcher();
        await Assert.ThatAsync(
            () => fetcher.FetchAsync(new($"http://images.example.com:{_port}{path}"), maxBytes, Patience, CancellationToken.None), Throws.TypeOf<ImageLimitException>());
    }

    [Test]
    public async Task Who_never_answers_is_left()
    {
        using ImageFetcher fetcher = Fetcher();
        await Assert.ThatAsync(
            () => fetcher.FetchAsync(new($"http://images.example.com:{_port}/never"), 1 << 20, TimeSpan.FromMilliseconds(200), CancellationToken.None),
            Throws.TypeOf<ImageFetchException>().With.Message.Contains("took longer"));
    }

    [TestCase("8.8.8.8", true)]
    [TestCase("172.15.255.255", true)]
    [TestCase("172.32.0.0", true)]
    [TestCase("2606:4700::1111", true)]
    [TestCase("0.0.0.0", false)]
    [TestCase("10.1.2.3", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("127.8.9.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("168.63.129.16", false)]
    [TestCase("168.63.129.15", true)]
    [TestCase("100.100.100.200", false)]
    [TestCase("192.0.0.192", false)]
    [TestCase("192.31.196.1", false)]
    [TestCase("192.52.193.1", false)]
    [TestCase("192.88.99.1", false)]
    [TestCase("192.175.48.1", false)]
    [TestCase("203.0.113.1", false)]
    [TestCase("240.0.0.1", false)]
    [TestCase("172.16.0.1", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("192.168.1.1", false)]
    [TestCase("198.19.0.1", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    [TestCase("::127.0.0.1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("::ffff:8.8.8.8", true)]
    [TestCase("::ffff:168.63.129.16", false)]
    [TestCase("64:ff9b::7f00:1", false)]
    [TestCase("64:ff9b::168.63.129.16", false)]
    [TestCase("64:ff9b::8.8.8.8", true)]
    [TestCase("64:ff9b:1::8.8.8.8", false)]
    [TestCase("100::1", false)]
    [TestCase("2001:0:808:808::", false)]
    [TestCase("2001:4:112::1", false)]
    [TestCase("2001:20::1", false)]
    [TestCase("2001:db8::1", false)]
    [TestCase("2620:4f:8000::1", false)]
    [TestCase("3fff::1", false)]
    [TestCase("5f00::1", false)]
    [TestCase("fd00:ec2::254", false)]
    [TestCase("fd20:ce::254", false)]
    [TestCase("2002:7f00:1::", false)]
    [TestCase("2001::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("fe80::1%1", false)]
    [TestCase("fec0::1", false)]
    [TestCase("ff02::1", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) => Assert.That(PublicAddress.IsPublic(IPAddress.Parse(address)), Is.EqualTo(isPublic));

    [TestCase("11.11.11.11")]
    [TestCase("::ffff:11.11.11.11")]
    [TestCase("64:ff9b::11.11.11.11")]
    [TestCase("2606:4700::1111")]
    public void A_public_address_of_the_machine_itself_is_refused(string address)
    {
        FetchGuard elsewhere = new(() => [IPAddress.Parse("11.11.11.12")]);
        FetchGuard here = new(() => [IPAddress.Parse("11.11.11.11"), IPAddress.Parse("2606:4700::1111")]);
        Assert.That((elsewhere.IsAllowed(IPAddress.Parse(address)), here.IsAllowed(IPAddress.Parse(address))), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_data_URI_is_attached_by_its_bytes()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        User user = new() { Id = 7 };
        string text = "data:text/html;base64," + Convert.ToBase64String(Photo);
        foreach (string written in new[] { text, text.Replace("+", "%2B").Replace("=", "%3D"), "DATA:;BASE64," + Convert.ToBase64String(Photo) })
        {
            UserPicture picture = await user.Picture.FromDataUriAsync(world.Db, written, store: world.Store);
            Assert.That(await picture.MakeBlobAsync(world.Store), Is.EqualTo(Photo));
        }
    }

    [TestCase("")]
    [TestCase("https://images.example.com/a.jpg")]
    [TestCase("data:image/png;base64")]
    [TestCase("data:image/png;base64,")]
    [TestCase("data:image/png;base64,????")]
    [TestCase("data:image/png;base64,aGVsbG8=")]
    [TestCase("data:,hello")]
    public async Task What_is_no_data_URI_of_an_image_is_refused(string text)
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await Assert.ThatAsync(() => FromAsync(), Throws.TypeOf<ImageFormatException>());
        async Task FromAsync() => await new User { Id = 7 }.Picture.FromDataUriAsync(world.Db, text, store: world.Store);
    }

    [Test]
    public void A_data_URI_that_is_too_long_is_refused_before_it_is_read()
    {
        Assert.That(() => DataUri.Read("data:;base64," + new string('A', 400), 200), Throws.TypeOf<ImageLimitException>());
        Assert.That(DataUri.Read("data:;base64," + Convert.ToBase64String(new byte[200]), 200), Has.Length.EqualTo(200));
    }

    // Names of .example.com are this machine; that of inside.example.com isn't allowed.
    private static ImageFetcher Fetcher() => new(
        (host, _) => Task.FromResult(new[] { host.StartsWith("inside", StringComparison.Ordinal) ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback }),
        address => address.Equals(IPAddress.Loopback));
}
