using ImageAttach.Databases;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Contract;

/// <summary>The code that users write, run as it stands.</summary>
public sealed class ContractTests
{
    [Test]
    [NonParallelizable]
    public async Task OneImage_runs_from_a_real_file_to_its_removal()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(world.ImageFolder)!; // the contract keeps files in var/images
        try
        {
            User user = new() { Id = 7 };
            await Attaching.OneImage(world.Db, user, Path.Combine(TestContext.CurrentContext.TestDirectory, "Assets", "painting-12mp.jpg"));
            Assert.That(await world.RowsAsync(), Is.Zero);
            Assert.That(Directory.EnumerateFiles("var/images", "*", SearchOption.AllDirectories), Is.Empty);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Test]
    [NonParallelizable]
    public async Task ManyImages_runs_and_its_rows_can_be_queried_plainly()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await world.Db.CreateImageTableAsync<PostPhoto>();
        Post post = new() { Id = 3 };
        using (StoreContext.Use(world.Store))
            await Attaching.ManyImages(world.Db, post, new MemoryStream(Imaging.Pictures.Jpeg(600, 400)));
        PostPhoto thumbnail = await post.Photos.GetImageSet(9).FindThumbnailAsync(world.Db, width: 300);
        Assert.That((thumbnail.OrderIndex, thumbnail.Caption), Is.EqualTo((9, "Harbour")));

        UserPicture picture = await new User { Id = 7 }.Picture.FromBlobAsync(world.Db, Imaging.Pictures.Jpeg(60, 40), store: world.Store);
        UserPicture plain = (await Attaching.Plain(world.Db)).Single();
        Assert.That((plain.UserId, plain.Key), Is.EqualTo((7, picture.Key)));
    }

    [Test]
    [NonParallelizable]
    public async Task WithImageTransaction_commits_the_picture_and_not_the_thumbnail()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await Dapper.SqlMapper.ExecuteAsync(world.Db, "create table users (id integer primary key, name text); insert into users values (7, 'Ada')");
        User user = new() { Id = 7, Name = "Grace" };
        using (StoreContext.Use(world.Store))
            await Attaching.WithImageTransaction(world.Db, user, new MemoryStream(Imaging.Pictures.Jpeg(600, 400)));
        await world.AssertRowsAndFilesAgreeAsync(user);
        Assert.That(user.Picture.Images.Select(image => image.Size), Is.EqualTo(new[] { new ImageSize(600, 400) }));
        Assert.That(await Dapper.SqlMapper.ExecuteScalarAsync<string>(world.Db, "select name from users"), Is.EqualTo("Grace"));
    }

    [Test]
    [NonParallelizable]
    public async Task WithTransactionScope_commits_the_picture()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        User user = new() { Id = 7 };
        using (StoreContext.Use(world.Store))
            await Attaching.WithTransactionScope(world.Database.ConnectionString, user, new MemoryStream(Imaging.Pictures.Jpeg(600, 400)));
        await world.AssertRowsAndFilesAgreeAsync(user);
        Assert.That(user.Picture.Images, Has.Count.EqualTo(1));
    }

    [Test]
    [NonParallelizable]
    public async Task Operating_migrates_sweeps_and_verifies()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        foreach (string schema in Generated.ImageEntities.All.Select(table => table.Schema).OfType<string>().Distinct())
            await Dapper.SqlMapper.ExecuteAsync(world.Db, $"attach database ':memory:' as {schema}");
        foreach (IImageTable table in Generated.ImageEntities.All.DistinctBy(table => table.QualifiedName))
            await Dapper.SqlMapper.ExecuteAsync(world.Db, SqliteDatabase.Instance.ComposeCreateTable(table.Definition));

        // Of these tests, two types each share a table, and one names the table of its owners.
        await Dapper.SqlMapper.ExecuteAsync(world.Db, "create table keepers (id integer primary key)");
        await Dapper.SqlMapper.ExecuteAsync(world.Db, "alter table document_scan add column owner text; alter table post_photo add column caption text");
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Imaging.Pictures.Jpeg(60, 40), store: world.Store);
        UserPicture thumbnail = await user.Picture.GenerateThumbnailAsync(world.Db, width: 20, store: world.Store);
        ImageAttach.Stores.MemoryStore destination = new();
        string shown = await ShownAsync(async () =>
        {
            await Operating.Migrate(world.Db, world.Store, destination);
            await destination.DeleteAsync(thumbnail.Key);
            await Operating.Verify(world.Db, destination);
            await Operating.Sweep(world.Db, destination);
        });
        Assert.That(shown, Does.Contain("Migrated user-picture 7").And.Contain($"user_picture: {thumbnail.Key}: the file is missing").And.Contain("1 files, 0 without a row removed"));
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, destination), Is.EqualTo(Imaging.Pictures.Jpeg(60, 40)));
    }

    [Test]
    [NonParallelizable]
    public async Task Page_shows_the_pictures_there_are()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        User[] users = [new() { Id = 1 }, new() { Id = 2 }];
        UserPicture picture = await users[1].Picture.FromBlobAsync(world.Db, Imaging.Pictures.Jpeg(40, 30), store: world.Store);

        string shown = await ShownAsync(async () =>
        {
            using (StoreContext.Use(world.Store))
                await Attaching.Page(world.Db, [new User { Id = 1 }, new User { Id = 2 }]);
        });
        Assert.That(shown.ReplaceLineEndings("\n"), Is.EqualTo($"\n{picture.ToHtml(world.Store)}\n"));
    }

    private static async Task<string> ShownAsync(Func<Task> run)
    {
        TextWriter before = Console.Out;
        using StringWriter shown = new();
        Console.SetOut(TextWriter.Synchronized(shown));
        try
        {
            await run();
        }
        finally
        {
            Console.SetOut(before);
        }

        return shown.ToString();
    }
}
