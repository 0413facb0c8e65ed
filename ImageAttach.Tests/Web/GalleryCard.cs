using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

/// <summary>One user's card on the gallery's page, as a visitor finds it.</summary>
internal sealed class GalleryCard(IPage page, string user)
{
    public ILocator Root { get; } = page.GetByRole(AriaRole.Article, new() { Name = user, Exact = true });

    public ILocator FileInput => Root.GetByLabel($"Choose a picture for {user}");

    public ILocator Large => Root.GetByAltText($"Picture of {user}");

    public ILocator Small => Root.Locator("img.small");

    public ILocator Refusal => Root.GetByRole(AriaRole.Alert);

    /// <summary>Waits until both thumbnails are there, with the widths that they claim.</summary>
    public async Task ShowsThumbnailsAsync()
    {
        await Root.ScrollIntoViewIfNeededAsync();
        await Expect(Large).ToHaveJSPropertyAsync("naturalWidth", 640);
        await Expect(Small).ToHaveJSPropertyAsync("naturalWidth", 150);
    }

    /// <summary>Waits until the card lists an original of that size.</summary>
    public Task ShowsOriginalAsync(string size) => Expect(Root.Locator("li").First).ToContainTextAsync($"Original {size}");

    public async Task<string> PictureAddressAsync() => await Large.GetAttributeAsync("src") ?? "";

    public async Task DropAsync(string path)
    {
        string content = Convert.ToBase64String(await File.ReadAllBytesAsync(path));
        IJSHandle dragged = await page.EvaluateHandleAsync(
            """
            ([content, name]) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name, { type: 'image/jpeg' }));
                return transfer;
            }
            """,
            new[] { content, Path.GetFileName(path) });
        await Root.DispatchEventAsync("dragover", new { dataTransfer = dragged });
        await Expect(Root).ToHaveClassAsync("card target");
        await Root.DispatchEventAsync("drop", new { dataTransfer = dragged });
    }
}
