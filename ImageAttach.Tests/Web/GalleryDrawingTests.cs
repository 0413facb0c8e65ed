using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

/// <summary>A drawing with scripts in it, which do what a visitor's browser lets them.</summary>
internal sealed class GalleryDrawingTests : GalleryBrowserTests
{
    private const string Drawing =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 400 300" onload="new Image().src='/ran-onload'">
          <script>new Image().src = '/ran-script';</script>
          <rect width="400" height="300" fill="#2f6f5e"/>
          <a href="javascript:void(new Image().src='/ran-link')"><circle cx="200" cy="150" r="80" fill="#ffd98a"/></a>
        </svg>
        """;

    private readonly List<string> _ran = [];

    [TearDown]
    public void Forget() => _ran.Clear();

    [Test]
    public async Task Its_thumbnails_are_drawn_and_nothing_in_it_runs_on_the_page_or_when_it_is_opened_alone()
    {
        IPage page = await UploadAsync("Ada");
        GalleryCard card = new(page, "Ada");
        await card.Picture.ShowsAsync("640x480");
        await Screenshot.KeepAsync(page, "drawing");
        Assert.That(await card.PictureAddressAsync(), Does.EndWith(".png"));
        await card.Root.Locator("summary").ClickAsync();
        string original = new Uri(Server.Address, await card.Root.GetByRole(AriaRole.Link, new() { Name = "Original" }).GetAttributeAsync("href")).AbsoluteUri;
        Assert.That(original, Does.EndWith(".svg"));

        // The browser tells what it refuses, last of all the link's script.
        await page.RunAndWaitForConsoleMessageAsync(
            () => OpenAloneAsync(page, original),
            new() { Predicate = message => message.Text.StartsWith("Running the JavaScript URL violates", StringComparison.Ordinal) });

        Assert.That(_ran, Is.Empty);
        await page.ScreenshotAsync(new() { Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", "gallery-drawing-alone.png") });
    }

    [Test]
    public async Task It_would_run_without_the_headers_that_it_is_sent_with()
    {
        IPage page = await UploadAsync("Barbara");
        GalleryCard card = new(page, "Barbara");
        await card.Picture.ShowsAsync("640x480");
        await card.Root.Locator("summary").ClickAsync();
        string original = new Uri(Server.Address, await card.Root.GetByRole(AriaRole.Link, new() { Name = "Original" }).GetAttributeAsync("href")).AbsoluteUri;
        await page.RouteAsync(original, route => route.FulfillAsync(new() { ContentType = "image/svg+xml", BodyBytes = Encoding.UTF8.GetBytes(Drawing) }));

        await page.RunAndWaitForRequestAsync(() => OpenAloneAsync(page, original), "**/ran-link");

        Assert.That(_ran, Is.EquivalentTo(["/ran-script", "/ran-onload", "/ran-link"]));
    }

    private async Task<IPage> UploadAsync(string user)
    {
        IPage page = await OpenAsync();
        page.Request += (_, request) =>
        {
            string path = new Uri(request.Url).AbsolutePath;
            if (path.StartsWith("/ran-", StringComparison.Ordinal))
                _ran.Add(path);
        };
        GalleryCard card = new(page, user);
        await card.FileInput.SetInputFilesAsync(WriteFile("drawing.svg", Encoding.UTF8.GetBytes(Drawing)));
        await card.ShowsOriginalAsync("800×600 SVG");
        return page;
    }

    private static async Task OpenAloneAsync(IPage page, string address)
    {
        IResponse? response = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        Assert.That(response!.Status, Is.EqualTo(200));
        await page.Mouse.ClickAsync(400, 300);
    }
}
