using ImageAttach.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Journeys;

internal sealed class GalleryWithoutScriptTests : GalleryBrowserTests
{
    private static readonly BrowserNewContextOptions NoScript = new() { JavaScriptEnabled = false };

    [Test]
    public async Task A_photo_is_chosen_and_uploaded_with_a_plain_form()
    {
        IPage page = await OpenAsync(NoScript);
        GalleryCard card = new(page, "Ada");

        await card.FileInput.SetInputFilesAsync(Photo);
        await card.Root.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await card.ShowsOriginalAsync("4242×2828");
        await card.ShowsThumbnailsAsync();
        Assert.That(new Uri(page.Url).Fragment, Is.EqualTo("#user-1"));
        await Screenshot.KeepAsync(page, "without-script");
    }

    [Test]
    public async Task A_bad_file_is_refused_with_a_message_and_the_old_picture_stays()
    {
        IPage page = await OpenAsync(NoScript);
        GalleryCard card = new(page, "Barbara");
        string before = await card.PictureAddressAsync();

        await card.FileInput.SetInputFilesAsync(WriteFile("empty.jpg", []));
        await card.Root.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Expect(card.Refusal).ToBeVisibleAsync();
        await card.ShowsThumbnailsAsync();
        Assert.That(await card.PictureAddressAsync(), Is.EqualTo(before));
    }
}
