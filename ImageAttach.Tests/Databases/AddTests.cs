using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>New sets that get the next place, and attaching that replaces nothing.</summary>
public sealed class AddTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] First = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] Second = Pictures.Jpeg(40, 30, seed: 2);

    private Post _post = null!;
    private Magazine _magazine = null!;

    [SetUp]
    public async Task CreateTables()
    {
        (_post, _magazine) = (new Post { Id = 5 }, new Magazine { Id = 7 });
        await Db.CreateImageTableAsync<PostPhoto>();
        await Db.CreateImageTableAsync<MagazinePage>();
        await Db.CreateImageTableAsync<MagazineClip>();
        await Db.CreateImageTableAsync<MagazineBadge>();
    }

    [Test]
    public async Task Each_set_gets_the_place_after_the_last()
    {
        using MemoryStream file = new(First);
        ImageSubset<PostPhoto> one = await _post.Photos.AddAsync(Db, file, photo => photo.Caption = "Harbour", Store);
        ImageSubset<PostPhoto> two = await _post.Photos.AddAsync(Db, Second, store: Store);
        await _post.Photos.GetImageSet(9).FromBlobAsync(Db, First, store: Store);
        ImageSubset<PostPhoto> ten = await _post.Photos.AddAsync(Db, First, store: Store);
        await new Post { Id = 6 }.Photos.AddAsync(Db, First, store: Store);

        Assert.That((one.RequireOriginal().OrderIndex, one.RequireOriginal().Caption), Is.EqualTo((1, "Harbour")));
        Assert.That((two.RequireOriginal().OrderIndex, ten.RequireOriginal().OrderIndex), Is.EqualTo((2, 10)));
        Assert.That(await two.MakeBlobAsync(Db, Store), Is.EqualTo(Second));
        Assert.That(await OrderAsync(_post), Is.EqualTo(new[] { 1, 2, 9, 10 }));
        Assert.That(World.Files, Has.Length.EqualTo(5));
    }

    [Test]
    public async Task In_a_transaction_several_are_added_one_after_another()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _post.Photos.AddAsync(Db, First, store: Store, transaction: tx);
            ImageSubset<PostPhoto> second = await _post.Photos.AddAsync(Db, Second, store: Store, transaction: tx);
            Assert.That(second.RequireOriginal().OrderIndex, Is.EqualTo(2));
        }

        Assert.That((await World.RowsAsync("post_photo"), World.Files.Length), Is.EqualTo((0L, 0)), "not committed");
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _post.Photos.AddAsync(Db, First, store: Store, transaction: tx);
            await _post.Photos.AddAsync(Db, Second, store: Store, transaction: tx);
            await tx.CommitAsync();
        }

        Assert.That(await OrderAsync(_post), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task In_a_scope_several_are_added_one_after_another()
    {
        await Db.CloseAsync();
        await using (ImageScope scope = new())
        {
            await using System.Data.Common.DbConnection db = World.Database.ConnectAmbient();
            await db.OpenAsync();
            await _post.Photos.AddAsync(db, First, store: Store);
            await _post.Photos.AddAsync(db, Second, store: Store);
            scope.Complete();
        }

        Assert.That(await OrderAsync(_post), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_was_put_for_a_place_that_is_taken_is_put_again()
    {
        Store.BeforePut = async _ =>
        {
            Store.BeforePut = _ => Task.CompletedTask;
            await using System.Data.Common.DbConnection other = await World.AnotherConnectionAsync();
            await new Post { Id = 5 }.Photos.AddAsync(other, Second, store: Store);
        };
        ImageSubset<PostPhoto> added = await _post.Photos.AddAsync(Db, First, photo => photo.Caption = $"No. {photo.OrderIndex}", Store);
        Assert.That((added.RequireOriginal().OrderIndex, added.RequireOriginal().Caption), Is.EqualTo((2, "No. 2")));
        Assert.That(await added.MakeBlobAsync(Db, Store), Is.EqualTo(First));
        Assert.That(await OrderAsync(_post), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_is_refused_leaves_nothing()
    {
        Assert.That(async () => await _post.Photos.AddAsync(Db, First[..200], store: Store), Throws.TypeOf<ImageFormatException>());
        Store.BeforePut = _ => throw new ImageStoreException("The disk is full.");
        Assert.That(async () => await _post.Photos.AddAsync(Db, First, store: Store), Throws.TypeOf<ImageStoreException>());
        Assert.That((await World.RowsAsync("post_photo"), World.Files.Length), Is.EqualTo((0L, 0)));
    }

    [Test]
    public async Task Other_key_columns_are_given_and_each_list_counts_by_itself()
    {
        MultipleImageSet<MagazinePage> english = _magazine.Pages.GetImageSets(language: "en"), german = _magazine.Pages.GetImageSets(language: "de");
        await english.AddAsync(Db, First, page => page.Title = "Cover", Store);
        await english.AddAsync(Db, First, page => page.Title = "Contents", Store);
        ImageSubset<MagazinePage> cover = await german.AddAsync(Db, First, page => page.Title = "Titel", Store);
        Assert.That((cover.RequireOriginal().Language, cover.RequireOriginal().Number), Is.EqualTo(("de", 1)));
        Assert.That((await english.LoadAsync(Db)).ImageSets.Select(set => set.RequireOriginal().Title), Is.EqualTo(new[] { "Cover", "Contents" }));
        Assert.That((await _magazine.Pages.LoadAsync(Db)).ImageSets, Has.Count.EqualTo(3));
        Assert.That(await german.CountAsync(Db), Is.EqualTo(1));
        Assert.That(await english.KeepLatestAsync(Db, 1, Store), Is.EqualTo(1));
        Assert.That(_magazine.Pages.ImageSets.Select(set => set.RequireOriginal().Title), Is.EqualTo(new[] { "Titel", "Contents" }));
    }

    [Test]
    public async Task Guids_are_made()
    {
        ImageSubset<MagazineClip> one = await _magazine.Clips.AddAsync(Db, First, store: Store), two = await _magazine.Clips.AddAsync(Db, Second, store: Store);
        Assert.That((one.RequireOriginal().ClipId.Version, two.RequireOriginal().ClipId.Version), Is.EqualTo((7, 7)));
        Assert.That(await _magazine.Clips.CountAsync(Db), Is.EqualTo(2));
    }

    [Test]
    public async Task Types_with_one_number_or_one_Guid_are_chosen_as_well()
    {
        await Db.CreateImageTableAsync<CourierPhoto>();
        await Db.CreateImageTableAsync<CourierClip>();
        await Db.CreateImageTableAsync<CourierStop>();
        Courier courier = new() { Id = 3 };
        ImageSubset<CourierPhoto> one = await courier.Photos.AddAsync(Db, First, store: Store);
        await courier.Photos.GetImageSet(new PhotoNumber(9)).FromBlobAsync(Db, First, store: Store);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            Assert.That((await courier.Photos.AddAsync(Db, Second, store: Store, transaction: tx)).RequireOriginal().Number, Is.EqualTo(new PhotoNumber(10)));
            await tx.CommitAsync();
        }

        Assert.That(one.RequireOriginal().Number, Is.EqualTo(new PhotoNumber(1)));
        Assert.That((await courier.Photos.LoadAsync(Db)).ImageSets.Select(set => set.RequireOriginal().Number.Value), Is.EqualTo(new[] { 1, 9, 10 }));

        ImageSubset<CourierClip> clip = await courier.Clips.AddAsync(Db, First, store: Store);
        Assert.That(clip.RequireOriginal().Clip.Value.Version, Is.EqualTo(7));
        Assert.That(await clip.MakeBlobAsync(Db, Store), Is.EqualTo(First));

        DateOnly today = new(2026, 11, 30);
        await courier.Stops.GetImageSet(today, new StopNumber(255)).FromBlobAsync(Db, First, store: Store);
        Assert.That(async () => await courier.Stops.GetImageSets(day: today).AddAsync(Db, First, store: Store), Throws.InvalidOperationException.With.Message.Contains("256"));
        Assert.That((await courier.Stops.GetImageSets(today.AddDays(1)).AddAsync(Db, First, store: Store)).RequireOriginal().Stop.Value, Is.EqualTo(1));
    }

    [Test]
    public async Task What_cannot_be_chosen_is_refused_at_once()
    {
#pragma warning disable IMGA051 // what it reports is tested here
        Assert.That(() => { _ = _magazine.Badges.AddAsync(Db, First, store: Store); }, Throws.TypeOf<NotSupportedException>().With.Message.Contains("GetImageSet"));
        Assert.That(() => { _ = _magazine.Pages.AddAsync(Db, First, store: Store); }, Throws.TypeOf<NotSupportedException>().With.Message.Contains("language").And.Message.Contains("GetImageSets"));
#pragma warning restore IMGA051
        await _magazine.Pages.GetImageSet("en", byte.MaxValue).FromBlobAsync(Db, First, page => page.Title = "Last", Store);
        Assert.That(
            async () => await _magazine.Pages.GetImageSets("en").AddAsync(Db, First, page => page.Title = "One more", Store),
            Throws.InvalidOperationException.With.Message.Contains("256"));
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Attaching_without_replacing_refuses_where_an_original_is()
    {
        UserPicture attached = await User.Picture.FromBlobAsync(Db, First, store: Store, replace: false);
        foreach (User user in new[] { User, new User { Id = User.Id } })
        {
            using MemoryStream file = new(Second);
            Assert.That(async () => await user.Picture.FromFileAsync(Db, file, store: Store, replace: false), Throws.TypeOf<ImageExistsException>().With.Message.Contains("1234"));
        }

        ImageSubset<PostPhoto> nine = _post.Photos.GetImageSet(9);
        await nine.FromBlobAsync(Db, First, store: Store, replace: false);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            Assert.That(async () => await nine.FromBlobAsync(Db, Second, store: Store, transaction: tx, replace: false), Throws.TypeOf<ImageExistsException>());
            await tx.CommitAsync();
        }

        Assert.That(World.Files, Has.Length.EqualTo(2));
        Assert.That((await User.Picture.LoadAsync(Db)).RequireOriginal().Revision, Is.EqualTo(attached.Revision));
        Assert.That((await nine.LoadAsync(Db)).Images, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Of_two_that_attach_without_replacing_one_is_refused_also_when_the_other_comes_in_between()
    {
        Store.BeforePut = async _ =>
        {
            Store.BeforePut = _ => Task.CompletedTask;
            await using System.Data.Common.DbConnection other = await World.AnotherConnectionAsync();
            await new User { Id = User.Id }.Picture.FromBlobAsync(other, Second, store: Store, replace: false);
        };
        Assert.That(async () => await User.Picture.FromBlobAsync(Db, First, store: Store, replace: false), Throws.TypeOf<ImageExistsException>());
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Second));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    private async Task<int[]> OrderAsync(Post post) =>
        [.. (await new Post { Id = post.Id }.Photos.LoadAsync(Db)).ImageSets.Select(set => set.RequireOriginal().OrderIndex)];
}
