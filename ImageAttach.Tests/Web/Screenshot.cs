using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>Pictures of pages, kept for people to look at.</summary>
internal static class Screenshot
{
    public static async Task KeepAsync(IPage page, string name)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"gallery-{name}.png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        TestContext.AddTestAttachment(path);
    }
}
