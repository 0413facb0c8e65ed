using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

internal sealed class GalleryUploadTests : GalleryBrowserTests
{
    private const string PhotoSize = "4242×2828";
    private const string ThumbnailSize = "640x427";

    [Test]
    public async Task A_chosen_photo_replaces_the_picture_in_place_and_its_thumbnails_appear_by_themselves()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Ada");
        string before = await card.PictureAddressAsync();
        await page.EvaluateAsync("window.isSamePage = true");
        await card.FileInput.FocusAsync();

        await card.FileInput.SetInputFilesAsync(Photo);

        await card.ShowsOriginalAsync(PhotoSize);
        await card.Picture.ShowsAsync(ThumbnailSize);
        Assert.That(await card.PictureAddressAsync(), Is.Not.EqualTo(before));
        Assert.That(await page.EvaluateAsync<bool>("window.isSamePage"));
        await Expect(card.FileInput).ToBeFocusedAsync();
        using HttpResponseMessage old = await Server.Client.GetAsync(before);
        Assert.That((int)old.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Thumbnails_that_are_not_made_yet_are_told_and_appear_once_they_are()
    {
        await using (var db = Server.Connect())
        {
            await db.ExecuteAsync(
                """
                create table aside as select * from user_picture where user_id = 5 and not original;
                delete from user_picture where user_id = 5 and not original;
                """);
            IPage page = await OpenAsync();
            GalleryCard card = new(page, "Katherine");
            await Expect(card.Root).ToContainTextAsync("Thumbnails are being made");
            await Expect(card.Picture).ToHaveCountAsync(0);
            await Screenshot.KeepAsync(page, "being-made");

            await db.ExecuteAsync("insert into user_picture select * from aside; drop table aside");

            await card.Picture.ShowsAsync("640x400");
            await Expect(card.Root).Not.ToContainTextAsync("Thumbnails are being made");
        }
    }

    [Test]
    public async Task An_upload_says_how_far_it_has_come_and_shows_the_picture_meanwhile()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Hedy");
        TaskCompletionSource arrived = new(), goOn = new();
        await page.RouteAsync("**/*", async route =>
        {
            if (route.Request.Method == "POST")
            {
                arrived.SetResult();
                await goOn.Task;
            }

            await route.ContinueAsync();
        });

        await card.FileInput.SetInputFilesAsync(Photo);

        await arrived.Task;
        await Expect(card.Root.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Expect(card.Root.Locator("img.preview")).ToHaveJSPropertyAsync("naturalWidth", 4242);
        await Expect(card.Picture).ToBeHiddenAsync();
        await Screenshot.KeepAsync(page, "uploading");
        goOn.SetResult();
        await card.ShowsOriginalAsync(PhotoSize);
        await card.Picture.ShowsAsync(ThumbnailSize);
        await Expect(card.Root.GetByRole(AriaRole.Progressbar)).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_photo_dropped_on_a_card_is_attached_and_removed_again()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "You");

        await card.DropAsync(Photo);
        await card.Picture.ShowsAsync(ThumbnailSize);
        await Screenshot.KeepAsync(page, "after-drop");
        string address = await card.PictureAddressAsync();

        await card.RemoveAsync();
        await Expect(card.Root).ToContainTextAsync("No picture yet");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("You has no picture any more.");
        using HttpResponseMessage old = await Server.Client.GetAsync(address);
        Assert.That((int)old.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_picture_alone_is_made_as_large_as_a_screen_when_it_is_first_looked_at()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Grace");
        await card.FileInput.SetInputFilesAsync(Photo);
        await card.ShowsOriginalAsync(PhotoSize);
        await card.Picture.ShowsAsync(ThumbnailSize);

        await card.Picture.ClickAsync();

        await Expect(page.Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1600);
        Assert.That(page.Url, Does.Contain("/thumbs/user-picture/n3/"));
    }

    [Test]
    public async Task A_bad_file_is_refused_with_a_message_and_the_old_picture_stays_until_a_good_one_comes()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Barbara");
        await Expect(card.Picture).ToBeVisibleAsync();
        string before = await card.PictureAddressAsync();

        await card.FileInput.SetInputFilesAsync(WriteFile("letter.jpg", "Dear Barbara"u8.ToArray()));

        await Expect(card.Refusal).ToContainTextAsync("image");
        await Expect(card.Picture).ToHaveAttributeAsync("src", before);
        await Screenshot.KeepAsync(page, "refused");

        await card.DropAsync(Photo);
        await card.ShowsOriginalAsync(PhotoSize);
        await Expect(card.Refusal).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_file_above_the_limit_is_refused_before_it_is_sent()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Katherine");
        List<string> sent = [];
        page.Request += (_, request) => sent.Add(request.Method);

        await card.FileInput.SetInputFilesAsync(WriteFile("huge.jpg", new byte[(32 << 20) + 1]));

        await Expect(card.Refusal).ToContainTextAsync("The most is 33.6 MB");
        await Expect(card.Picture).ToBeVisibleAsync();
        Assert.That(sent, Has.None.EqualTo("POST"));
    }

    [Test]
    public async Task A_lost_connection_is_told_and_the_old_picture_stays()
    {
        IPage page = await OpenAsync();
        GalleryCard card = new(page, "Katherine");
        await Expect(card.Picture).ToBeVisibleAsync();
        string before = await card.PictureAddressAsync();
        await page.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());

        await card.FileInput.SetInputFilesAsync(Photo);

        await Expect(card.Refusal).ToContainTextAsync("Check the connection");
        await Expect(card.Picture).ToHaveAttributeAsync("src", before);
        await Expect(card.Root.Locator("img.preview")).ToHaveCountAsync(0);
    }
}
