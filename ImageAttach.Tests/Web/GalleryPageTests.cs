using System.Net;
using System.Text.RegularExpressions;
using ImageAttach.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Journeys;

internal sealed class GalleryPageTests : GalleryBrowserTests
{
    [Test]
    public async Task Page_shows_every_picture_that_the_gallery_begins_with()
    {
        IPage page = await OpenAsync();
        foreach (string user in new[] { "Ada", "Barbara", "Grace", "Hedy", "Katherine" })
            await new GalleryCard(page, user).ShowsThumbnailsAsync();

        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(6);
        await Expect(new GalleryCard(page, "You").Root).ToContainTextAsync("No picture yet");
    }

    [Test]
    public async Task Every_address_on_the_page_gives_a_picture_that_browsers_may_keep_and_may_not_reinterpret()
    {
        string html = await Server.Client.GetStringAsync("/");
        string[] addresses = [.. Regex.Matches(html, "href=\"(/images/[^\"]+)\"").Select(match => match.Groups[1].Value)];

        Assert.That(addresses, Has.Length.EqualTo(15));
        foreach (string address in addresses)
        {
            using HttpResponseMessage response = await Server.Client.GetAsync(address);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"), address);
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
            Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("public, max-age=31536000, immutable"));
        }
    }

    [TestCase("page.html")]
    [TestCase("drawing.svg")]
    [TestCase("script.js")]
    [TestCase(".hidden.jpg")]
    [TestCase("noextension")]
    public async Task Files_that_are_no_pictures_are_not_served(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(Server.ImageFolder, name), "<script>alert(1)</script>");
        using HttpResponseMessage response = await Server.Client.GetAsync($"/images/{name}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/images/../gallery.db")]
    [TestCase("/images/%2e%2e/gallery.db")]
    [TestCase("/images/..%2fgallery.db")]
    [TestCase("/gallery.db")]
    [TestCase("/images/")]
    public async Task Nothing_beside_the_pictures_is_served(string address)
    {
        using HttpResponseMessage response = await Server.Client.GetAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Keyboard_reaches_the_upload_and_shows_where_it_is()
    {
        IPage page = await OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        GalleryCard first = new(page, "Ada");
        await Expect(first.FileInput).ToBeFocusedAsync();
        await Expect(first.Root.Locator("label")).ToHaveCSSAsync("outline-style", "solid");
    }

    [TestCase("desktop-light", 1280, 900, ColorScheme.Light)]
    [TestCase("desktop-dark", 1280, 900, ColorScheme.Dark)]
    [TestCase("phone-light", 390, 844, ColorScheme.Light)]
    [TestCase("phone-dark", 320, 568, ColorScheme.Dark)]
    public async Task Page_fits_the_screen(string name, int width, int height, ColorScheme colours)
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        await new GalleryCard(page, "Katherine").ShowsThumbnailsAsync();

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));
        await Screenshot.KeepAsync(page, name);
    }
}
