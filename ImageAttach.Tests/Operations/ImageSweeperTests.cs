using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations;

/// <summary>A sweep removes what no row names, and nothing else.</summary>
public sealed class ImageSweeperTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    // Schemas of other tests are in the same database on PostgreSQL.
    private static readonly SweepOptions OfTheseTables = new() { OlderThan = TimeSpan.Zero, AllowMassDeletion = true, CheckOtherTables = false };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(UserFrontCover))];

    [SetUp]
    public async Task AttachPictures()
    {
        await AttachAsync(Picture);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await User.FrontCover.FromBlobAsync(Db, Picture, store: Store);
    }

    [Test]
    public async Task What_no_row_names_is_removed_and_the_rest_stays()
    {
        await OrphanAsync("user-picture", 7);
        await OrphanAsync("user-front-cover", -7);
        SweepReport report = await SweepAsync();
        Assert.That((report.Examined, report.Removed, report.Failed, report.SkippedAsTooRecent, report.IsComplete), Is.EqualTo((5, 2, 0, 0, true)));
        Assert.That(report.RemovedBytes, Is.EqualTo(2 * Picture.Length));
        await AssertNamedFilesAreAllThereIsAsync();
    }

    [Test]
    public async Task A_dry_run_tells_and_removes_nothing()
    {
        await OrphanAsync("user-picture", 7);
        SweepReport report = await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, DryRun = true });
        Assert.That((report.Removed, World.Files.Length), Is.EqualTo((1, 4)));
    }

    [Test]
    public async Task What_is_younger_than_the_grace_period_stays()
    {
        await OrphanAsync("user-picture", 7);
        SweepReport report = await ImageSweeper.SweepAsync(Db, Tables, Store);
        Assert.That((report.Removed, report.SkippedAsTooRecent, World.Files.Length), Is.EqualTo((0, 1, 4)));
        report = await SweepAsync(new SweepOptions { TimeProvider = new Tomorrow() });
        Assert.That((report.Removed, report.SkippedAsTooRecent), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task More_than_a_tenth_is_refused_unless_told_so()
    {
        for (int i = 0; i < 20; i++)
            await OrphanAsync("user-picture", i);
        Assert.That(
            () => SweepAsync(), Throws.TypeOf<SweepRefusedException>().With.Message.Contains("20 of 23 files").And.Message.Contains("AllowMassDeletion"));
        Assert.That(World.Files, Has.Length.EqualTo(23));
        SweepReport report = await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true });
        Assert.That(report.Removed, Is.EqualTo(20));
        await AssertNamedFilesAreAllThereIsAsync();
    }

    [Test]
    public async Task Many_batches_are_looked_through()
    {
        for (int i = 0; i < 1_201; i++)
            await OrphanAsync("user-picture", i);
        UserPicture old = new() { UserId = 7, Width = 40, Height = 30, MimeType = "image/jpeg" }; // as the original library has them
        await Store.PutAsync(old.Key, new MemoryStream(Picture), reproducible: true);
        await Store.PutAsync(new StoreKey("user-picture", ObjectId.From(8), 40, 30, "image/jpeg"), new MemoryStream(Picture), reproducible: true);
        await Db.ExecuteAsync(
            "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision) values (7, 40, 30, 'image/jpeg', @yes, current_timestamp, '')",
            new { yes = true });
        SweepReport report = await SweepAsync(OfTheseTables);
        Assert.That((report.Examined, report.Removed), Is.EqualTo((1_206, 1_202)));
        Assert.That(World.Files, Does.Contain(old.Key.ToPath()));
        await Store.DeleteAsync(old.Key);
        await AssertNamedFilesAreAllThereIsAsync();
    }

    [Test]
    public async Task A_table_is_read_as_often_for_many_files_as_for_few()
    {
        MemoryStore store = new();
        int queries = 0;
        using IDisposable context = WrappingConnection.Settings.Use();
        await using DbConnection db = WrappingConnection.Around(World.Database.Connect(), onCommand: () => queries++);
        await db.OpenAsync();
        await PutAsync(1);
        await ImageSweeper.SweepAsync(db, Tables, store, new SweepOptions { CheckOtherTables = false }); // claims the store
        int before = queries;
        await ImageSweeper.SweepAsync(db, Tables, store, new SweepOptions { CheckOtherTables = false });
        int forOne = queries - before;
        before = queries;
        for (int i = 2; i <= 50_000; i++)
            await PutAsync(i);
        SweepReport report = await ImageSweeper.SweepAsync(db, Tables, store, new SweepOptions { CheckOtherTables = false });
        Assert.That((report.SkippedAsTooRecent, queries), Is.EqualTo((50_000, before + forOne)));

        Task PutAsync(int id) => store.PutAsync(new StoreKey("user-picture", ObjectId.From(id), 40, 30, "image/jpeg", "r"), Stream.Null, reproducible: false);
    }

    [Test]
    public async Task A_row_that_is_committed_meanwhile_keeps_its_file()
    {
        UserPicture late = new() { UserId = 7, Width = 40, Height = 30, MimeType = "image/jpeg", Original = true, Revision = "late" };
        await Store.PutAsync(late.Key, new MemoryStream(Picture), reproducible: false);
        await OrphanAsync("user-front-cover", 1);

        // Committed when the first file of the second look is about to go.
        bool committed = false;
        Store.BeforeDelete = async _ =>
        {
            if (!committed)
            {
                await using DbConnection other = await World.AnotherConnectionAsync();
                await other.ExecuteAsync(
                    "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision) values (7, 40, 30, 'image/jpeg', @yes, current_timestamp, 'late')",
                    new { yes = true });
                committed = true;
            }
        };
        SweepReport report = await SweepAsync();
        Assert.That((committed, report.Removed), Is.EqualTo((true, 1)));
        Assert.That(World.Files, Does.Contain(late.Key.ToPath()));
    }

    [Test]
    public async Task A_file_that_cannot_be_removed_does_not_stop_the_others()
    {
        await OrphanAsync("user-picture", 7);
        await OrphanAsync("user-picture", 8);
        bool failed = false;
        Store.BeforeDelete = _ => failed ? Task.CompletedTask : throw Fail();
        SweepReport report = await SweepAsync();
        Assert.That((report.Removed, report.Failed), Is.EqualTo((1, 1)));

        ImageStoreException Fail()
        {
            failed = true;
            return new ImageStoreException("Forbidden.");
        }
    }

    [Test]
    public async Task A_folder_that_can_not_be_read_makes_the_sweep_incomplete()
    {
        await OrphanAsync("user-picture", 7);
        Store.ListFailure = new ImageListingException("Some folders can't be read.", ["/images/closed"]);
        SweepReport report = await SweepAsync();
        Assert.That((report.Removed, report.IsComplete), Is.EqualTo((1, false)));
        Assert.That(report.Unreadable.Distinct(), Is.EqualTo(new[] { "/images/closed" }));
    }

    [Test]
    public async Task Other_files_and_other_object_types_are_left_alone()
    {
        await OrphanAsync("somebody-elses", 7);
        string readme = Path.Combine(World.ImageFolder, "user-picture", "234", "1", "readme.txt");
        await File.WriteAllTextAsync(readme, "hands off");
        SweepReport report = await SweepAsync();
        Assert.That((report.Examined, report.Removed, World.Files.Length), Is.EqualTo((3, 0, 5)));
    }

    [Test]
    public async Task Files_of_the_original_library_are_known_by_their_rows()
    {
        StoreKey named = new("user-picture", ObjectId.From(7), 1, 1, "image/png"), unnamed = new("user-picture", ObjectId.From(7), 2, 2, "image/png");
        await World.AddNeighboursAsync(7);
        foreach (StoreKey key in new[] { named, unnamed })
            await Store.PutAsync(key, new MemoryStream(Picture), reproducible: false);
        SweepReport report = await SweepAsync(OfTheseTables);
        Assert.That(report.Removed, Is.EqualTo(1));
        Assert.That(World.Files, Does.Contain(named.ToPath()).And.Not.Contain(unnamed.ToPath()));
    }

    [Test]
    public async Task What_a_killed_put_left_unfinished_goes_as_well()
    {
        string unfinished = Path.Combine(Directory.CreateDirectory(Path.Combine(World.ImageFolder, ".incoming")).FullName, "abc");
        await File.WriteAllTextAsync(unfinished, "half");
        Assert.That((await ImageSweeper.SweepAsync(Db, Tables, Store)).Unfinished, Is.Zero);
        Assert.That((await SweepAsync()).Unfinished, Is.EqualTo(1));
        Assert.That(File.Exists(unfinished), Is.False);
    }

    [Test]
    public async Task A_missing_table_removes_nothing()
    {
        await OrphanAsync("user-front-cover", 7);
        await Db.ExecuteAsync("drop table front_cover");
        Assert.That(() => SweepAsync(), Throws.TypeOf<ImageTableException>().With.Message.Contains("front_cover"));
        Assert.That(World.Files, Has.Length.EqualTo(4));
    }

    [Test]
    public async Task A_table_may_be_missing_while_it_has_no_files() =>
        Assert.That((await ImageSweeper.SweepAsync(Db, Generated.ImageEntities.All, Store, AtOnce)).Examined, Is.EqualTo(3));

    [Test]
    public async Task A_swept_store_is_marked_and_another_database_can_not_be_swept_against_it()
    {
        await SweepAsync();
        Assert.That(await Store.ReadMarkAsync(), Does.Match("^imageattach [0-9a-f]{32} [0-9a-f]{32}$"));
        await using ShopWorld copy = await ShopWorld.OpenAsync(Kind);
        SweepOptions takesOver = new() { OlderThan = TimeSpan.Zero, AllowMassDeletion = true, AdoptStore = true, CheckOtherTables = false };
        Assert.That(
            () => ImageSweeper.SweepAsync(copy.Db, Tables, Store, AtOnce),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("belong to another database").And.Message.Contains("AdoptStore"));
        Assert.That(World.Files, Has.Length.EqualTo(3));
        Assert.That((await ImageSweeper.SweepAsync(copy.Db, Tables, Store, takesOver)).Removed, Is.EqualTo(3));
        Assert.That(() => SweepAsync(), Throws.TypeOf<SweepRefusedException>(), "it is the other one's now");
    }

    [Test]
    public async Task A_dry_or_refused_sweep_leaves_no_mark()
    {
        await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, DryRun = true });
        for (int i = 0; i < 20; i++)
            await OrphanAsync("user-picture", i);
        Assert.That(() => SweepAsync(), Throws.TypeOf<SweepRefusedException>());
        Assert.That(await Store.ReadMarkAsync(), Is.Null);
    }

    [Test]
    public async Task What_a_sweep_did_is_counted()
    {
        using Measured measured = new();
        await OrphanAsync("user-picture", 7);
        await SweepAsync();
        Assert.That(
            (measured["imageattach.sweep.examined"], measured["imageattach.sweep.removed"], measured["imageattach.sweep.failed"]), Is.EqualTo((4, 1, 0)));
    }

    [Test]
    public void Misuse_is_told()
    {
        Assert.That(
            () => ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.FromSeconds(-1) }), Throws.ArgumentException);
        Assert.That(
            () => ImageSweeper.SweepAsync(Db, Tables, new Unlisted()), Throws.TypeOf<NotSupportedException>().With.Message.Contains("IListableImageStore"));
        using System.Transactions.TransactionScope scope = new(System.Transactions.TransactionScopeAsyncFlowOption.Enabled);
        Assert.That(() => ImageSweeper.SweepAsync(Db, Tables, Store), Throws.InvalidOperationException.With.Message.Contains("transaction"));
    }

    private Task<SweepReport> SweepAsync(SweepOptions? options = null) => ImageSweeper.SweepAsync(Db, Tables, Store, options ?? AtOnce);

    private Task OrphanAsync(string objectType, int id) => Store.PutAsync(
        new StoreKey(objectType, ObjectId.From(id), 40, 30, "image/jpeg", Guid.NewGuid().ToString("N")), new MemoryStream(Picture), reproducible: false);

    private async Task AssertNamedFilesAreAllThereIsAsync()
    {
        await User.Picture.LoadAsync(Db);
        await User.FrontCover.LoadAsync(Db);
        Assert.That(
            World.Files,
            Is.EquivalentTo(User.Picture.Images.Select(image => image.Key.ToPath()).Concat(User.FrontCover.Images.Select(image => image.Key.ToPath()))));
    }

    private sealed class Tomorrow : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(2);
    }

    private sealed class Unlisted : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Uri Locate(StoreKey key) => throw new NotSupportedException();
    }
}
