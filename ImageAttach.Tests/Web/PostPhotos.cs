using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

/// <summary>The photos on a post's page. Each is told from the others by its size.</summary>
internal sealed class PostPhotos(IPage page)
{
    public ILocator All { get; } = page.GetByRole(AriaRole.Region, new() { Name = "Photos" }).GetByRole(AriaRole.Listitem);

    /// <summary>Makes photos of 301×200 pixels, 302×200 and so on.</summary>
    public static string[] Write(Func<string, byte[], string> write, int count) =>
        [.. Enumerable.Range(1, count).Select(i => write($"photo-{i}.jpg", Imaging.Pictures.Jpeg(300 + i, 200, seed: i)))];

    /// <summary>Waits until there are photos of those sizes in that order, with their thumbnails.</summary>
    public async Task ShowAsync(params string[] sizes)
    {
        await Expect(All.Locator(".fine")).ToContainTextAsync(sizes);
        await Expect(All.Locator("img:not(.preview)")).ToHaveCountAsync(sizes.Length);
    }

    public async Task<string[]> SizesAsync() =>
        [.. (await All.Locator(".fine").AllTextContentsAsync()).Select(text => text.Split(' ')[0])];
}
