using Dapper;
using ImageAttach.Generated;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Keys and columns of every type, written and read.</summary>
public sealed class KeyTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    internal static Shelf NewShelf(string name = "O'Reilly \"ü\" 😀") => new()
    {
        Room = Guid.Parse("76fdc405-9120-4ffc-a7a1-3c35409c595f"), Name = name, Mood = Mood.Loud, Locked = true, Row = -7,
    };

    internal static ShelfPicture Filled(ShelfPicture key) => new()
    {
        Room = key.Room, Name = key.Name, Mood = key.Mood, Locked = key.Locked, Row = key.Row,
        Caption = "it's", Credit = null, Tiny = -8, Small = 255, Medium = 65_535, Large = uint.MaxValue, Huge = long.MaxValue, Rating = null,
        Zoom = 1.5f, Latitude = 0.1, Price = 12345678901234.56789m, Batch = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        TakenAt = new DateTime(2026, 11, 23, 16, 5, 59, 123).AddTicks(4560), ScannedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(5.75)),
        Thumbprint = [0, 1, 255], Second = Mood.Loud, Public = false,
    };

    internal static void Fill(ShelfPicture picture)
    {
        ShelfPicture filled = Filled(picture);
        (picture.Credit, picture.Tiny, picture.Small, picture.Medium, picture.Large, picture.Huge) =
            (filled.Credit, filled.Tiny, filled.Small, filled.Medium, filled.Large, filled.Huge);
        (picture.Rating, picture.Zoom, picture.Latitude, picture.Price, picture.Batch) =
            (filled.Rating, filled.Zoom, filled.Latitude, filled.Price, filled.Batch);
        (picture.TakenAt, picture.ScannedAt, picture.Thumbprint, picture.Second, picture.Public) =
            (filled.TakenAt, filled.ScannedAt, filled.Thumbprint, filled.Second, filled.Public);
        typeof(ShelfPicture).GetProperty(nameof(ShelfPicture.Caption))!.SetValue(picture, filled.Caption);
    }

    internal static object?[] Values(ShelfPicture picture) =>
    [
        picture.Room, picture.Name, picture.Mood, picture.Locked, picture.Row, picture.Caption, picture.Credit, picture.Tiny, picture.Small,
        picture.Medium, picture.Large, picture.Huge, picture.Rating, picture.Zoom, picture.Latitude, picture.Price, picture.Batch,
        picture.TakenAt, picture.ScannedAt, picture.Thumbprint, picture.Second, picture.Public,
    ];

    [SetUp]
    public async Task CreateTables()
    {
        await Db.CreateImageTableAsync<ShelfPicture>();
        await Db.CreateImageTableAsync<AlbumCover>();
        await Db.CreateImageTableAsync<DrawerPicture>();
    }

    [Test]
    public async Task Every_type_of_key_and_column_reads_back_as_it_was_written()
    {
        Shelf shelf = NewShelf();
        ShelfPicture attached = await shelf.Picture.FromBlobAsync(Db, Picture, Fill, Store);
        ShelfPicture thumbnail = await shelf.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);

        Shelf again = NewShelf();
        await again.Picture.LoadAsync(Db);
        Assert.That(again.Picture.Images, Has.Count.EqualTo(2));
        foreach (ShelfPicture read in again.Picture.Images)
            Assert.That(Values(read), Is.EqualTo(Values(Filled(attached))));
        Assert.That(thumbnail.ObjectId, Is.EqualTo(attached.ObjectId));
    }

    [Test]
    public async Task Columns_with_names_that_are_nearly_the_same_keep_their_own_values()
    {
        Drawer drawer = new() { Part = 1, Part1 = 2 };
        await drawer.Picture.FromBlobAsync(Db, Picture, Number, Store);
        await drawer.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);

        Drawer again = new() { Part = 1, Part1 = 2 };
        await again.Picture.LoadAsync(Db);
        Assert.That(again.Picture.Images, Has.Count.EqualTo(2));
        foreach (DrawerPicture read in again.Picture.Images)
            Assert.That(Numbers(read), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 }));

        static void Number(DrawerPicture picture) => (picture.Spaced, picture.Hyphenated, picture.Underscored, picture.Ä, picture.Ö, picture.OriginalRevision) = (1, 2, 3, 4, 5, 6);
        static int[] Numbers(DrawerPicture picture) => [picture.Spaced, picture.Hyphenated, picture.Underscored, picture.Ä, picture.Ö, picture.OriginalRevision];
    }

    // The twelfth value of part and the second of part1 must not be one parameter.
    [Test]
    public async Task Key_columns_that_differ_by_a_digit_are_told_apart_in_a_page()
    {
        Drawer[] drawers = [.. Enumerable.Range(1, 12).Select(i => new Drawer { Part = i, Part1 = i * 100 })];
        foreach (Drawer drawer in drawers)
            await drawer.Picture.FromBlobAsync(Db, Picture, store: Store);
        Drawer[] page = [.. drawers.Select(drawer => new Drawer { Part = drawer.Part, Part1 = drawer.Part1 })];
        await Db.LoadImagesAsync(page, drawer => drawer.Picture);
        Assert.That(page.Select(drawer => drawer.Picture.Original?.Part1), Is.EqualTo(drawers.Select(drawer => drawer.Part1)));
    }

    [Test]
    public async Task Every_type_reads_back_through_a_query_of_plain_Dapper()
    {
        ShelfPicture attached = await NewShelf().Picture.FromBlobAsync(Db, Picture, Fill, Store);
        ShelfPicture read = (await Db.QueryAsync<ShelfPicture>($"select * from {(Kind == DatabaseKind.MariaDb ? "`Shelf pictures`" : "\"Shelf pictures\"")}")).Single();
        Assert.That(Values(read), Is.EqualTo(Values(Filled(attached))));
        Assert.That(
            (read.Size, read.MimeType, read.Original, read.CreatedAt, read.Revision, read.Length, read.Sha256),
            Is.EqualTo((attached.Size, attached.MimeType, attached.Original, attached.CreatedAt, attached.Revision, attached.Length, attached.Sha256)));
        Assert.That(read.CreatedAt.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(DefaultTypeMap.MatchNamesWithUnderscores, Is.False, "Dapper's own settings are as they were");
    }

    [Test]
    public async Task A_key_that_differs_in_one_part_is_another_owner()
    {
        await NewShelf().Picture.FromBlobAsync(Db, Picture, Fill, Store);
        Shelf[] others =
        [
            NewShelf("o'reilly \"ü\" 😀"), NewShelf(), NewShelf(), NewShelf(), NewShelf(),
        ];
        others[1].Room = Guid.Empty;
        others[2].Mood = Mood.Calm;
        others[3].Locked = false;
        others[4].Row = 7;
        await Db.LoadImagesAsync([.. others, NewShelf()], shelf => shelf.Picture);
        Shelf[] all = [.. others, NewShelf()];
        await Db.LoadImagesAsync(all, shelf => shelf.Picture);
        Assert.That(all.Select(shelf => shelf.Picture.Images.Count), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 1 }));
        Assert.That(all.Select(shelf => shelf.Picture.Original?.ObjectId).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_copy_of_a_record_is_another_owner()
    {
        Album first = new(1);
        await first.Cover.FromBlobAsync(Db, Picture, store: Store);
        Album second = first with { Id = 2 };
        await second.Cover.LoadAsync(Db);
        Assert.That(second.Cover.Images, Is.Empty);
        Assert.That(first.Cover.Images, Has.Count.EqualTo(1));
        Assert.That(first, Is.EqualTo(new Album(1)), "image sets are no part of equality");
    }

    [Test]
    public void ENT_02_to_ENT_04_Object_ids_come_from_the_key_unless_written_by_hand()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new UserPicture { UserId = 12345 }.ObjectId.ToString(), Is.EqualTo("12345"));
            Assert.That(
                new DocumentScan { Owner = Guid.Parse("76fdc405-9120-4ffc-a7a1-3c35409c595f") }.ObjectId.ToString(),
                Is.EqualTo("158166530401166902469325588563807197535"));
            Assert.That(new TagIcon { TagName = "CSharp" }.ObjectId, Is.EqualTo(ObjectId.FromText("csharp")));
            Assert.That(new PostPhoto { PostId = 1, OrderIndex = 9 }.ObjectId.ToString(), Is.EqualTo(((System.Numerics.BigInteger.One << 32) + 9).ToString()));
            Assert.That(new ShelfPicture { Caption = "", Name = "a" }.ObjectId.ToString(), Is.EqualTo("246279113116808792994087703799448462276"));
        });
    }

    [Test]
    public void ENT_05_and_ENT_08_Types_tell_what_they_are_called_and_what_tells_them_apart()
    {
        PostPhoto photo = new() { PostId = 1, OrderIndex = 9 };
        Assert.Multiple(() =>
        {
            Assert.That(photo.ObjectType, Is.EqualTo("post-photo"));
            Assert.That(new UserFrontCover().ObjectType, Is.EqualTo("user-front-cover"));
            Assert.That(photo.IdentityAttributes, Is.EqualTo(new[] { "post_id", "order_index" }));
            Assert.That(photo.IdentityMap, Is.EqualTo(new Dictionary<string, object> { ["post_id"] = 1L, ["order_index"] = 9 }));
        });
    }

    [Test]
    public async Task ENT_06_and_ENT_07_Rows_are_sorted_and_compared_by_the_columns_of_Image()
    {
        await AttachAsync(Pictures.Jpeg(40, 30, seed: 1));
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        UserPicture[] sorted = [.. await Db.QueryAsync<UserPicture>("select * from user_picture order by width, height, mimetype, original, created_at")];
        Assert.That(sorted.Select(image => image.Size), Is.EqualTo(new[] { new ImageSize(20, 15), new ImageSize(40, 30) }));
        ImageSize size = sorted[0].Size;
        Assert.That(
            await Db.ExecuteScalarAsync<long>("select count(*) from user_picture where width = @Width and height = @Height", new { size.Width, size.Height }),
            Is.EqualTo(1));
        sorted[0].Size = new ImageSize(1, 2);
        Assert.That((sorted[0].Width, sorted[0].Height), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task ENT_09_A_renamed_column_changes_no_object_id()
    {
        UserFrontCover attached = await User.FrontCover.FromBlobAsync(Db, Picture, store: Store);
        Assert.That(attached.ObjectId, Is.EqualTo(ObjectId.From(1234)));
        Assert.That((await new User { Id = 1234 }.FrontCover.LoadAsync(Db)).RequireOriginal().ObjectId, Is.EqualTo(ObjectId.From(1234)));
        Assert.That(await Db.ExecuteScalarAsync<long>("select owner_id from front_cover"), Is.EqualTo(1234));
    }

    [Test]
    public void The_catalogue_names_every_entity_once()
    {
        Assert.That(
            ImageEntities.All.Select(table => table.ImageType),
            Is.EquivalentTo(typeof(KeyTests).Assembly.GetTypes().Where(type => type.IsDefined(typeof(ImageEntityAttribute), inherit: false))));
        Assert.That(
            ImageEntities.All.Select(table => (table.ImageType.Name, table.ObjectType)),
            Is.SupersetOf(new[] { ("UserFrontCover", "user-front-cover"), ("UserPicture", "user-picture"), ("OldDocumentScan", "document-scan"), ("DocumentScan", "document-scan") }));
    }
}
