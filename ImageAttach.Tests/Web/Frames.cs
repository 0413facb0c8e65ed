using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

/// <summary>Pictures on the gallery's pages.</summary>
internal static class Frames
{
    /// <summary>Waits until a picture has come, from a file of that size.</summary>
    public static async Task ShowsAsync(this ILocator picture, string size)
    {
        await Expect(picture).ToHaveAttributeAsync("src", new Regex($@"\.{size}\."));
        await picture.ScrollIntoViewIfNeededAsync();
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        await Expect(picture).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        Assert.That(await picture.EvaluateAsync<string>("image => image.currentSrc"), Does.Contain($".{size}."));
    }

    /// <summary>Loads the page again until no thumbnails are being made any more, as somebody without scripts does.</summary>
    public static async Task ReloadUntilMadeAsync(this IPage page)
    {
        while (await page.GetByText("Thumbnails are being made").CountAsync() > 0)
            await page.ReloadAsync();
    }
}
