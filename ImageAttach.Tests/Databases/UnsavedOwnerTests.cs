using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner whose key still has its default value: it isn't saved, and every other one like it has the same key.</summary>
public sealed class UnsavedOwnerTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [SetUp]
    public async Task CreateTables()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        await Db.CreateImageTableAsync<DocumentScan>();
        await Db.CreateImageTableAsync<TagIcon>();
        await Db.CreateImageTableAsync<FloorPlan>();
        await Db.CreateImageTableAsync<FloorSign>();
    }

    [Test]
    public async Task Attaching_is_refused_before_anything_is_stored()
    {
        Refused(() => new User().Picture.FromBlobAsync(Db, Picture, store: Store), "User.Id is 0");
        Refused(() => new User().Picture.FromFileAsync(Db, new MemoryStream(Picture), store: Store), "User.Id is 0");
        Refused(() => new User().Picture.FromDataUriAsync(Db, $"data:;base64,{Convert.ToBase64String(Picture)}", store: Store), "User.Id is 0");
        Refused(() => new User().Picture.FromUrlAsync(Db, new Uri("https://images.example.com/a.jpg"), store: Store), "User.Id is 0");
        Refused(() => new User().Picture.FromFormFileAsync(Db, new FormFile(new MemoryStream(Picture), 0, Picture.Length, "picture", "a.jpg"), store: Store), "User.Id is 0");
        Refused(() => new User().Picture.FromUploadAsync(Db, "a ticket", store: Store), "User.Id is 0");
        Refused(() => new Document().Scan.FromBlobAsync(Db, Picture, store: Store), "Document.DocumentId is an empty Guid");
        Refused(() => new Tag().Icon.FromBlobAsync(Db, Picture, store: Store), "Tag.Name is null or empty");
        Refused(() => new Tag { Name = null! }.Icon.FromBlobAsync(Db, Picture, store: Store), "Tag.Name is null or empty");
        Refused(() => new Post().Photos.GetImageSet(orderIndex: 1).FromBlobAsync(Db, Picture, store: Store), "Post.Id is 0");
        Assert.That(World.Files, Is.Empty);
        Assert.That(await World.RowsAsync(), Is.Zero);
    }

    [Test]
    public void The_owner_is_checked_ahead_of_work_that_would_be_lost()
    {
        Assert.That(() => new User().Picture.RequireOwner(), Throws.TypeOf<OwnerNotSavedException>());
        Assert.That(() => new Post().Photos.RequireOwner(), Throws.TypeOf<OwnerNotSavedException>());
        Assert.That(() => new User { Id = 1 }.Picture.RequireOwner(), Throws.Nothing);
        Assert.That(() => new Post { Id = 1 }.Photos.RequireOwner(), Throws.Nothing);
    }

    [Test]
    public async Task Moving_and_copying_are_refused()
    {
        await AttachAsync(Picture);
        Post post = new() { Id = 1 };
        ImageSubset<PostPhoto> photo = post.Photos.GetImageSet(orderIndex: 1);
        await photo.FromBlobAsync(Db, Picture, store: Store);
        Refused(() => User.Picture.MoveToAsync(Db, new User().Picture, Store), "User.Id is 0");
        Refused(() => User.Picture.CopyToAsync(Db, new User().Picture, Store), "User.Id is 0");
        Refused(() => new User().Picture.CopyToAsync(Db, User.Picture, Store), "User.Id is 0");
        Refused(() => photo.CopyToAsync(Db, new Post().Photos.GetImageSet(orderIndex: 1), Store), "Post.Id is 0");
        Post unsaved = new();
        Refused(() => unsaved.Photos.MoveAsync(Db, [(unsaved.Photos.GetImageSet(1), unsaved.Photos.GetImageSet(2))], Store), "Post.Id is 0");
        Assert.That((await User.Picture.LoadAsync(Db)).Original, Is.Not.Null);
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task What_the_row_with_the_default_key_has_is_neither_shown_nor_removed()
    {
        await ImageSet.Create(() => new UserPicture { UserId = 0 }).FromBlobAsync(Db, Picture, store: Store);
        ImageSet<PostPhoto> photo = ImageSet.Create(() => new PostPhoto { PostId = 0, OrderIndex = 1 });
        await photo.FromBlobAsync(Db, Picture, store: Store);
        User user = new();
        Post post = new();

        Assert.That((await user.Picture.LoadAsync(Db)).Original, Is.Null);
        Assert.That((await new Tag { Name = null! }.Icon.LoadAsync(Db)).Original, Is.Null);
        Assert.That(await post.Photos.CountAsync(Db), Is.Zero);
        Assert.That(await post.Photos.CountImagesAsync(Db), Is.Zero);
        Assert.That((await post.Photos.LoadAsync(Db)).ImageSets, Is.Empty);
        Assert.That((await post.Photos.GetImageSet(orderIndex: 1).LoadAsync(Db)).Original, Is.Null);
        ImageNotFoundException none = (await Assert.ThrowsAsync<ImageNotFoundException>(() => user.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store)))!;
        Assert.That(none.Message, Does.Contain("user-picture of an owner that isn't saved"));

        await user.Picture.RemoveAsync(Db, Store);
        await Db.RemoveImagesAsync(user, Store);
        await Db.RemoveImagesAsync(post, Store);
        await post.Photos.RemoveAsync(Db, Store);
        Assert.That(await post.Photos.KeepLatestAsync(Db, 0, Store), Is.Zero);
        Assert.That((await photo.LoadAsync(Db)).Original, Is.Not.Null);
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Declared_thumbnails_and_the_queue_have_nothing_to_make_for_it()
    {
        await Db.CreateImageTableAsync<MemberPicture>();
        await ImageSet.Create(() => new MemberPicture { MemberId = 0 }).FromBlobAsync(Db, Picture, store: Store);
        Member member = new();
        await member.Picture.LoadAsync(Db);
        Assert.That((member.Picture.Avatar.Image, member.Picture.Avatar.ToHtml()), Is.EqualTo(((MemberPicture?)null, "")));
        Assert.That(() => member.Picture.Avatar.GenerateAsync(Db, Store), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("an owner that isn't saved"));
        Assert.That(() => member.Picture.Avatar.Locate(Store), Throws.TypeOf<ImageNotFoundException>());
        Assert.That(await World.RowsAsync("member_picture"), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_a_page_of_owners_those_that_are_not_saved_have_no_images()
    {
        await ImageSet.Create(() => new UserPicture { UserId = 0 }).FromBlobAsync(Db, Picture, store: Store);
        await AttachAsync(Picture);
        User saved = new() { Id = User.Id };
        User[] users = [new(), saved, new()];
        await Db.LoadImagesAsync(users, user => user.Picture);
        Assert.That(users.Select(user => user.Picture.Original is not null), Is.EqualTo(new[] { false, true, false }));
        await Db.LoadImagesAsync([new User()], user => user.Picture);

        await new Post { Id = 7 }.Photos.GetImageSet(orderIndex: 1).FromBlobAsync(Db, Picture, store: Store);
        Post[] posts = [new(), new() { Id = 7 }];
        await Db.LoadImagesAsync(posts, post => post.Photos);
        Assert.That(posts.Select(post => post.Photos.ImageSets.Count), Is.EqualTo(new[] { 0, 1 }));
        await Db.LoadImagesAsync([new Post()], post => post.Photos);
        Tag[] tags = [new() { Name = null! }];
        await Db.LoadImagesAsync(tags, tag => tag.Icon);
        Assert.That(tags[0].Icon.Original, Is.Null);
    }

    [Test]
    public async Task A_default_key_that_is_allowed_is_a_key_but_null_is_none()
    {
        Floor ground = new() { Level = 0 };
        await ground.Plan.FromBlobAsync(Db, Picture, store: Store);
        Assert.That((await new Floor { Level = 0 }.Plan.LoadAsync(Db)).Original, Is.Not.Null);

        FloorName unnamed = new() { Name = "" };
        await unnamed.Sign.FromBlobAsync(Db, Picture, store: Store);
        Assert.That((await new FloorName { Name = "" }.Sign.LoadAsync(Db)).Original, Is.Not.Null);
        Refused(() => new FloorName { Name = null! }.Sign.FromBlobAsync(Db, Picture, store: Store), "FloorName.Name is null");
    }

    [Test]
    public async Task Enums_and_bools_are_keys_with_any_value()
    {
        await Db.CreateImageTableAsync<ShelfPicture>();
        Shelf shelf = new() { Room = Guid.NewGuid(), Name = "a", Mood = default, Locked = false, Row = 1 };
        await shelf.Picture.FromBlobAsync(Db, Picture, KeyTests.Fill, Store);
        shelf.Row = 0;
        Refused(() => shelf.Picture.FromBlobAsync(Db, Picture, KeyTests.Fill, Store), "Shelf.Row is 0");
    }

    [Test]
    public async Task A_key_counts_once_the_owner_is_saved()
    {
        User user = new();
        await user.Picture.LoadAsync(Db);
        user.Id = 5;
        Assert.That((await user.Picture.FromBlobAsync(Db, Picture, store: Store)).UserId, Is.EqualTo(5));
    }

    // Before the first await: nothing has been read or stored by then.
    private static void Refused(Func<Task> attach, string reason)
    {
        OwnerNotSavedException refused = Assert.Throws<OwnerNotSavedException>(() => _ = attach())!;
        Assert.That(refused.Message, Does.Contain(reason).And.Contain("Save the owner first").And.Contain("AllowDefaultKey"));
    }
}
