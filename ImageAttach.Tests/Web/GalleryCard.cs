using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

/// <summary>One user's card on the gallery's page, as a visitor finds it.</summary>
internal sealed class GalleryCard(IPage page, string user)
{
    public ILocator Root { get; } = page.GetByRole(AriaRole.Article, new() { Name = user, Exact = true });

    public ILocator FileInput => Root.GetByLabel($"the picture of {user}").And(page.Locator("input"));

    public ILocator Picture => Root.GetByAltText($"Picture of {user}");

    public ILocator Refusal => Root.GetByRole(AriaRole.Alert);

    public Task RemoveAsync() => Root.GetByRole(AriaRole.Button, new() { Name = $"Remove the picture of {user}" }).ClickAsync();

    /// <summary>Waits until the card tells of an original of that size.</summary>
    public Task ShowsOriginalAsync(string size) => Expect(Root.Locator("summary")).ToContainTextAsync(size);

    public async Task<string> PictureAddressAsync() => await Picture.GetAttributeAsync("src") ?? "";

    public async Task DropAsync(string path)
    {
        await Root.DropFileAsync(path, hover: () => Expect(Root).ToHaveClassAsync("card target"));
    }
}
