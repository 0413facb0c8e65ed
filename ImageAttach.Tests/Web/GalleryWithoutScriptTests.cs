using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

internal sealed class GalleryWithoutScriptTests : GalleryBrowserTests
{
    [Test]
    public async Task A_photo_is_uploaded_with_a_plain_form_a_reload_shows_its_thumbnails_and_it_is_removed()
    {
        IPage page = await OpenAsync(NoScript);
        GalleryCard card = new(page, "Ada");

        await card.FileInput.SetInputFilesAsync(Photo);
        await card.Root.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        Assert.That(new Uri(page.Url).Fragment, Is.EqualTo("#user-1"));
        await card.ShowsOriginalAsync("4242×2828");
        await page.ReloadUntilMadeAsync();
        await card.Picture.ShowsAsync("640x427");
        await Screenshot.KeepAsync(page, "without-script");

        await card.RemoveAsync();
        await Expect(card.Root).ToContainTextAsync("No picture yet");
    }

    [Test]
    public async Task A_bad_file_is_refused_with_a_message_and_the_old_picture_stays()
    {
        IPage page = await OpenAsync(NoScript);
        await page.ReloadUntilMadeAsync();
        GalleryCard card = new(page, "Barbara");
        string before = await card.PictureAddressAsync();

        await card.FileInput.SetInputFilesAsync(WriteFile("empty.jpg", []));
        await card.Root.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Expect(card.Refusal).ToBeVisibleAsync();
        Assert.That(await card.PictureAddressAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_post_is_published_changed_and_deleted_with_plain_forms()
    {
        IPage page = await OpenAsync("/posts", NoScript);
        await page.GetByLabel("Title").FillAsync("Plain");
        await page.GetByLabel("Photos").SetInputFilesAsync(PostPhotos.Write(WriteFile, 2));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.ReloadUntilMadeAsync();
        PostPhotos photos = new(page);
        Assert.That(await photos.SizesAsync(), Is.EqualTo(["301×200", "302×200"]));

        await page.GetByRole(AriaRole.Button, new() { Name = "Move photo 1 later" }).ClickAsync();
        await page.ReloadUntilMadeAsync();
        Assert.That(await photos.SizesAsync(), Is.EqualTo(["302×200", "301×200"]));
        await Screenshot.KeepAsync(page, "post-without-script");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete photo 1" }).ClickAsync();
        Assert.That(await photos.SizesAsync(), Is.EqualTo(["301×200"]));

        await page.GetByText("Delete this post").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete post and photos" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Posts" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Plain" })).ToHaveCountAsync(0);
    }

}
