using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

internal sealed class GalleryPageTests : GalleryBrowserTests
{
    private static readonly string[] People = ["Ada", "Barbara", "Grace", "Hedy", "Katherine"];

    private static readonly (string Name, string Path)[] Pages = [("people", "/"), ("posts", "/posts"), ("post", "/posts/2"), ("transactions", "/transactions")];

    [Test]
    public async Task Page_shows_every_picture_that_the_gallery_begins_with()
    {
        IPage page = await OpenAsync();
        foreach (string user in People)
            await new GalleryCard(page, user).Picture.ShowsAsync(user == "Hedy" ? "640x427" : "640x400");

        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(6);
        await Expect(new GalleryCard(page, "You").Root).ToContainTextAsync("No picture yet");
    }

    [Test]
    public async Task Posts_lead_to_their_photos()
    {
        IPage page = await OpenAsync("/posts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Weather", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Weather");
        await page.GetByAltText("Storm clouds over a road").ShowsAsync("640x427");
        await page.GetByAltText("Dry grass on a dune by the sea").ShowsAsync("640x400");
    }

    [Test]
    public async Task Every_address_on_the_page_gives_a_picture_that_browsers_may_keep_and_may_not_reinterpret()
    {
        IPage page = await OpenAsync();
        foreach (string user in People)
            await Expect(new GalleryCard(page, user).Picture).ToBeAttachedAsync();
        string html = await Server.Client.GetStringAsync("/");
        string[] addresses = [.. Regex.Matches(html, "(?:href|src)=\"(/(?:images|thumbs)/[^\"]+)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()];

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
    [TestCase("/posts/4711")]
    [TestCase("/posts/99999999999999999999")]
    public async Task Nothing_beside_the_gallery_is_served(string address)
    {
        using HttpResponseMessage response = await Server.Client.GetAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("There is nothing here"));
    }

    [Test]
    public async Task Keyboard_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is()
    {
        IPage page = await OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        GalleryCard first = new(page, "Ada");
        await Expect(first.Picture).ToBeVisibleAsync();
        foreach (string _ in new[] { "picture", "files", "upload" })
            await page.Keyboard.PressAsync("Tab");

        await Expect(first.FileInput).ToBeFocusedAsync();
        await Expect(first.Root.Locator("label")).ToHaveCSSAsync("outline-style", "solid");
    }

    [TestCase("desktop-light", 1280, 900, ColorScheme.Light)]
    [TestCase("desktop-dark", 1280, 900, ColorScheme.Dark)]
    [TestCase("phone-light", 390, 844, ColorScheme.Light)]
    [TestCase("phone-dark", 320, 568, ColorScheme.Dark)]
    public async Task Pages_fit_the_screen_and_can_be_read_by_all(string name, int width, int height, ColorScheme colours)
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        foreach ((string pageName, string path) in Pages)
        {
            await page.GotoAsync(new Uri(Server.Address, path).AbsoluteUri);
            await Expect(page.Locator("[data-pending]")).ToHaveCountAsync(0);
            if (pageName == "transactions")
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Attach, and commit" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Committed" })).ToBeVisibleAsync();
            }

            await page.WaitForLoadStateAsync(LoadState.Load);

            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width), path);
            Assert.That(await Accessibility.MistakesInAsync(page), Is.Empty, path);
            await Screenshot.KeepAsync(page, $"{pageName}-{name}");
        }
    }
}
