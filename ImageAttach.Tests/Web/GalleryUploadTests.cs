using ImageAttach.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Journeys;

internal sealed class GalleryUploadTests : GalleryBrowserTests
{
    private const string PhotoSize = "4242×2828";

    [Test]
    public async Task A_chosen_photo_replaces_the_picture_at_once()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Ada");
        string before = await card.PictureAddressAsync();

        await card.FileInput.SetInputFilesAsync(Photo);

        await card.ShowsOriginalAsync(PhotoSize);
        await card.ShowsThumbnailsAsync();
        Assert.That(await card.PictureAddressAsync(), Is.Not.EqualTo(before));
        await Expect(page.Locator("#news")).ToHaveTextAsync("Ada has a new picture.");
        await Expect(card.FileInput).ToBeFocusedAsync();
        using HttpResponseMessage old = await Server.Client.GetAsync(before);
        Assert.That((int)old.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_photo_dropped_on_a_card_is_attached()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "You");

        await card.DropAsync(Photo);

        await card.ShowsOriginalAsync(PhotoSize);
        await card.ShowsThumbnailsAsync();
        await Screenshot.KeepAsync(page, "after-drop");
    }

    [Test]
    public async Task A_bad_file_is_refused_with_a_message_and_the_old_picture_stays()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Barbara");
        string before = await card.PictureAddressAsync();

        await card.FileInput.SetInputFilesAsync(WriteFile("letter.jpg", "Dear Barbara"u8.ToArray()));

        await Expect(card.Refusal).ToContainTextAsync("image");
        await card.ShowsThumbnailsAsync();
        Assert.That(await card.PictureAddressAsync(), Is.EqualTo(before));
        await Screenshot.KeepAsync(page, "refused");
    }

    [Test]
    public async Task After_a_refusal_a_good_photo_is_taken_and_the_message_goes()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Grace");
        byte[] cutShort = (await File.ReadAllBytesAsync(Photo))[..100_000];
        await card.DropAsync(WriteFile("half.jpg", cutShort));
        await Expect(card.Refusal).ToBeVisibleAsync();

        await card.FileInput.SetInputFilesAsync(Photo);

        await card.ShowsOriginalAsync(PhotoSize);
        await Expect(card.Refusal).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_file_above_the_limit_is_refused_before_it_is_sent()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Hedy");
        page.Request += (_, request) => Assert.That(request.Method, Is.EqualTo("GET"));

        await card.FileInput.SetInputFilesAsync(WriteFile("huge.jpg", new byte[(32 << 20) + 1]));

        await Expect(card.Refusal).ToContainTextAsync("The most is 33.6 MB");
        await card.ShowsThumbnailsAsync();
    }

    [Test]
    public async Task A_lost_connection_is_told_and_the_old_picture_stays()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Katherine");
        string before = await card.PictureAddressAsync();
        await page.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());

        await card.FileInput.SetInputFilesAsync(Photo);

        await Expect(card.Refusal).ToContainTextAsync("Check the connection");
        Assert.That(await card.PictureAddressAsync(), Is.EqualTo(before));
    }
}
