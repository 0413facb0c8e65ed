using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageAttach.Tests.Web;

internal sealed class GalleryPostTests : GalleryBrowserTests
{
    private const string One = "301×200", Two = "302×200", Three = "303×200";

    [Test]
    public async Task Many_photos_are_published_at_once_and_more_are_added()
    {
        IPage page = await OpenAsync("/posts");
        await page.GetByLabel("Title").FillAsync("A <b>day</b> out");
        await page.GetByLabel("By").SelectOptionAsync("Grace");
        await page.GetByLabel("Photos").SetInputFilesAsync(PostPhotos.Write(WriteFile, 12));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("A <b>day</b> out");
        PostPhotos photos = new(page);
        string[] sizes = [.. Enumerable.Range(301, 12).Select(width => $"{width}×200")];
        await photos.ShowAsync(sizes);

        await page.GetByLabel("Photos, up to").SetInputFilesAsync(Photo);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await photos.ShowAsync([.. sizes, "4242×2828"]);
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The thumbnails are made.");
        await Screenshot.KeepAsync(page, "many-photos");
    }

    [Test]
    public async Task Photos_change_places_by_their_buttons_and_the_keyboard_stays_on_them()
    {
        IPage page = await PublishAsync("Buttons");
        PostPhotos photos = new(page);

        ILocator later = page.GetByRole(AriaRole.Button, new() { Name = "Move photo 1 later" });
        await later.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await photos.ShowAsync(Two, One, Three);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move photo 2 later" })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await photos.ShowAsync(Two, Three, One);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move photo 3 earlier" })).ToBeFocusedAsync();

        await page.ReloadAsync();
        await photos.ShowAsync(Two, Three, One);
    }

    [Test]
    public async Task Photos_change_places_by_dragging()
    {
        IPage page = await PublishAsync("Dragging");
        PostPhotos photos = new(page);

        await photos.All.Nth(2).DragToAsync(photos.All.Nth(0));

        await photos.ShowAsync(Three, One, Two);
        await page.ReloadAsync();
        await photos.ShowAsync(Three, One, Two);
    }

    [Test]
    public async Task A_photo_is_described_and_its_description_is_what_it_is_called()
    {
        IPage page = await PublishAsync("Words");
        PostPhotos photos = new(page);
        ILocator photo = photos.All.Nth(1);
        await photo.Locator("summary").ClickAsync();
        await photo.GetByLabel("What can be seen?").FillAsync("\"Two\" & <more>");
        await photo.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(photo.GetByAltText("\"Two\" & <more>")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move photo 2 earlier" }).ClickAsync();
        await photos.ShowAsync(Two, One, Three);
        await Expect(photos.All.Nth(0).GetByAltText("\"Two\" & <more>")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_deleted_photo_is_gone_rows_and_files_and_a_deleted_post_with_all_of_its_own()
    {
        IPage page = await PublishAsync("Away");
        PostPhotos photos = new(page);
        long post = long.Parse(page.Url[(page.Url.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(await ImagesOfAsync(post), Is.EqualTo((9, 9)));

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete photo 2" }).ClickAsync();
        await photos.ShowAsync(One, Three);
        Assert.That(await ImagesOfAsync(post), Is.EqualTo((6, 6)));

        await page.GetByText("Delete this post").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete post and photos" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New post" })).ToBeVisibleAsync();
        Assert.That(await ImagesOfAsync(post), Is.EqualTo((0, 0)));
        Assert.That((int)(await page.GotoAsync(new Uri(Server.Address, $"/posts/{post}").AbsoluteUri))!.Status, Is.EqualTo(404));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is nothing here");
    }

    [Test]
    public async Task One_bad_photo_keeps_all_from_being_added_and_is_named()
    {
        IPage page = await PublishAsync("Whole");
        string[] files = [.. PostPhotos.Write(WriteFile, 2), WriteFile("letter.jpg", "Dear all"u8.ToArray())];
        int before = FileCount();

        await page.GetByLabel("Photos, up to").SetInputFilesAsync(files);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("letter.jpg");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No photo was added.");
        await new PostPhotos(page).ShowAsync(One, Two, Three);
        Assert.That(FileCount(), Is.EqualTo(before));
        await Screenshot.KeepAsync(page, "photo-refused");
    }

    [Test]
    public async Task A_post_with_a_bad_photo_is_not_published_and_its_title_is_kept_in_the_form()
    {
        IPage page = await OpenAsync("/posts");
        await page.GetByLabel("Title").FillAsync("Nothing of it");
        await page.GetByLabel("Photos").SetInputFilesAsync(WriteFile("letter.jpg", "Dear all"u8.ToArray()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was published.");
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Nothing of it");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Nothing of it" })).ToHaveCountAsync(0);
    }

    private async Task<IPage> PublishAsync(string title)
    {
        IPage page = await OpenAsync("/posts");
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Photos").SetInputFilesAsync(PostPhotos.Write(WriteFile, 3));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await new PostPhotos(page).ShowAsync(One, Two, Three);
        return page;
    }

    private async Task<(int Rows, int Files)> ImagesOfAsync(long post)
    {
        await using var db = Server.Connect();
        string[] objectIds = [.. Enumerable.Range(1, 3).Select(order => $"{(new System.Numerics.BigInteger(post) << 32) + order}")];
        return (await db.ExecuteScalarAsync<int>("select count(*) from post_photo where post_id = @post", new { post }),
            PhotoFiles().Count(file => objectIds.Any(id => Path.GetFileName(file).StartsWith(id + ".", StringComparison.Ordinal))));
    }

    private int FileCount() => PhotoFiles().Count();

    private IEnumerable<string> PhotoFiles() => Directory.EnumerateFiles(Path.Combine(Server.ImageFolder, "post-photo"), "*", SearchOption.AllDirectories);
}
