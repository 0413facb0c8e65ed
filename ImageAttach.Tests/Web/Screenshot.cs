using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>Pictures of pages, kept for people to look at.</summary>
internal static class Screenshot
{
    // Pictures are loaded when somebody scrolls to them, which nobody does here.
    private const string LoadAll = "async () => { for (const image of document.images) { image.loading = 'eager'; await image.decode().catch(() => {}); } }";

    public static async Task KeepAsync(IPage page, string name)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"gallery-{name}.png");
        await page.EvaluateAsync(LoadAll);
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        TestContext.AddTestAttachment(path);
    }
}
