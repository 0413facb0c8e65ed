using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class PageTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [Test]
    public async Task A_page_of_100_users_costs_one_query_and_then_nothing()
    {
        User[] users = [.. Enumerable.Range(1, 100).Select(id => new User { Id = id })];
        foreach (User user in users.Where(user => user.Id % 3 == 0))
        {
            await user.Picture.FromBlobAsync(Db, Picture, store: Store);
            await user.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        }

        User[] page = [.. users.Select(user => new User { Id = user.Id })];
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(page, user => user.Picture);
        int opens = Store.Opens;
        Assert.That(counter.Commands, Is.EqualTo(1));

        foreach (User user in page)
        {
            bool hasPicture = user.Id % 3 == 0;
            Assert.That(user.Picture.Images, Has.Count.EqualTo(hasPicture ? 2 : 0));
            Assert.That(user.Picture.Original?.UserId, Is.EqualTo(hasPicture ? user.Id : null));
            Assert.That(user.Picture.ToHtml(Store), hasPicture ? Does.StartWith("<img src=\"https://images.example.com/user-picture/") : Is.Empty);
        }

        Assert.That(counter.Commands, Is.EqualTo(1));
        Assert.That(Store.Opens, Is.EqualTo(opens), "locating does no I/O");
    }

    [Test]
    public async Task Thousands_of_owners_are_loaded_in_a_few_queries()
    {
        await AttachAsync(Picture);
        User[] users = [.. Enumerable.Range(1, 9_000).Select(id => new User { Id = id })];
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(users, user => user.Picture);
        Assert.That(counter.Commands, Is.EqualTo(3));
        Assert.That(users.Where(user => user.Picture.Original is not null).Select(user => user.Id), Is.EqualTo(new[] { 1234 }));
    }

    [Test]
    public async Task Thousands_of_owners_with_keys_of_five_parts_are_loaded_in_a_few_queries()
    {
        await Db.ExecuteAsync(Database.ComposeCreateTable(Generated.ImageAttach_Tests_Databases.ShelfPictureTable.Instance.Definition));
        Shelf[] shelves = [.. Enumerable.Range(0, 3_000).Select(i => new Shelf { Room = Room(i % 7), Name = $"shelf {i}", Row = (short)(i + 1), Mood = Mood.Loud })];
        foreach (Shelf shelf in shelves.Where((_, i) => i % 500 == 499))
            await shelf.Picture.FromBlobAsync(Db, Picture, KeyTests.Fill, Store);

        Shelf[] page = [.. shelves.Select(shelf => new Shelf { Room = shelf.Room, Name = shelf.Name, Row = shelf.Row, Mood = shelf.Mood })];
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(page, shelf => shelf.Picture);
        Assert.That(counter.Commands, Is.EqualTo(4), "800 keys a query");
        Assert.That(
            page.Where(shelf => shelf.Picture.Original is not null).Select(shelf => (int)shelf.Row), Is.EqualTo(new[] { 500, 1000, 1500, 2000, 2500, 3000 }));

        static Guid Room(int i) => new(i + 1, 0, 0, new byte[8]);
    }

    [Test]
    public async Task Two_objects_of_one_owner_both_get_the_images()
    {
        await AttachAsync(Picture);
        User[] twice = [new User { Id = 1234 }, new User { Id = 1234 }];
        await Db.LoadImagesAsync(twice, user => user.Picture);
        Assert.That(twice.Select(user => user.Picture.Original), Has.All.Not.Null);
    }

    [Test]
    public async Task No_owners_cost_no_query()
    {
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(Array.Empty<User>(), user => user.Picture);
        Assert.That(counter.Commands, Is.Zero);
    }
}
