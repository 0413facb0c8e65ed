using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Migration;

/// <summary>Files that move to another store, with the rows of every database.</summary>
public sealed class MigrationTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly IImageTable[] Tables =
        [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(UserFrontCover))];

    private FaultyStore _destination = null!;

    [SetUp]
    public async Task AttachPictures()
    {
        _destination = new FaultyStore(new MemoryStore());
        foreach (int id in new[] { 2, 1 })
        {
            User user = new() { Id = id };
            foreach (ImageSet<UserPicture> set in new[] { user.Picture })
            {
                await set.FromBlobAsync(Db, Pictures.Jpeg(100, 80, seed: id), store: Store);
                foreach (int width in new[] { 50, 20, 10 })
                    await set.GenerateThumbnailAsync(Db, width, store: Store);
            }

            await user.FrontCover.FromBlobAsync(Db, Pictures.Jpeg(60, 40, seed: 10 + id), store: Store);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task MIG_01_One_type_is_migrated_and_no_other(bool executes)
    {
        MigrationPlan plan = ImageMigration.PlanFor<UserPicture>(Db, Store, _destination);
        Assert.That(_destination.Puts, Is.Empty, "nothing happens yet");
        await RunAsync(plan, executes);
        await AssertMigratedAsync("user-picture");
        Assert.That(await _destination.ListAsync("user-front-cover").CountAsync(), Is.Zero);
        foreach ((StoreKey key, bool reproducible) in _destination.Puts)
            Assert.That(reproducible, Is.EqualTo(key.Width != 100), "originals aren't reproducible");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task MIG_02_All_types_are_migrated_and_the_source_is_as_it_was(bool executes)
    {
        string[] files = World.Files;
        await RunAsync(ImageMigration.Plan(Db, Tables, Store, _destination), executes);
        await AssertMigratedAsync("user-picture");
        await AssertMigratedAsync("user-front-cover");
        Assert.That((_destination.Puts.Count, World.Files), Is.EqualTo((10, files)));
        Assert.That((await ImageVerifier.VerifyAsync(Db, Tables, _destination, new VerifyOptions { CheckHashes = true })).Problems, Is.Empty);
    }

    [Test]
    public async Task MIG_03_Taking_one_copies_one()
    {
        IImage first = await ImageMigration.Plan(Db, Tables, Store, _destination).FirstAsync();
        Assert.That(_destination.Puts.Select(put => put.Key), Is.EqualTo(new[] { first.Key }));
        Assert.That(await Db.ExecuteScalarAsync<long>("select count(*) from user_picture"), Is.EqualTo(8), "the connection is free again");
    }

    [Test]
    public async Task MIG_04_Progress_is_told_once_for_each_image()
    {
        ProgressLog progress = new();
        MigrationReport report = await ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync(progress);
        Assert.That(progress.Reports.Select(step => step.Image.Key).Distinct().Count(), Is.EqualTo(10));
        Assert.That(progress.Reports.Select(step => step.Done).Max(), Is.EqualTo(10));
        Assert.That(progress.Reports.Select(step => step.Total), Has.All.EqualTo(10));
        Assert.That((report.Examined, report.Copied, report.Skipped, report.ProblemCount), Is.EqualTo((10, 10, 0, 0)));
        Assert.That(report.CopiedBytes, Is.EqualTo(await _destination.ListAsync("user-picture").Concat(_destination.ListAsync("user-front-cover")).Select(file => file.Length).AggregateAsync(0L, (sum, length) => sum + length)));
    }

    [Test]
    public void MIG_05_Misuse_is_told()
    {
        Assert.That(() => ImageMigration.Plan(null!, Tables, Store, _destination), Throws.ArgumentNullException);
        Assert.That(() => ImageMigration.Plan(Db, null!, Store, _destination), Throws.ArgumentNullException);
        Assert.That(() => ImageMigration.Plan(Db, Tables, null!, _destination), Throws.ArgumentNullException);
        Assert.That(() => ImageMigration.Plan(Db, Tables, Store, null!), Throws.ArgumentNullException);
        Assert.That(() => ImageMigration.Plan(Db, Tables, Store, Store), Throws.ArgumentException.With.Message.Contains("same store"));
        Assert.That(() => ImageMigration.Plan(Db, Tables, Store, _destination, new MigrationOptions { Parallelism = 0 }), Throws.ArgumentException);
        using System.Transactions.TransactionScope scope = new(System.Transactions.TransactionScopeAsyncFlowOption.Enabled);
        if (Dialect != SqlDialect.Sqlite)
            Assert.That(() => ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task MIG_06_A_missing_file_is_reported_or_stops_the_migration()
    {
        UserPicture lost = (await new User { Id = 1 }.Picture.LoadAsync(Db)).RequireOriginal();
        await Store.DeleteAsync(lost.Key);
        MigrationPlan plan = ImageMigration.Plan(Db, Tables, Store, _destination);
        List<IImage> migrated = await plan.ToListAsync();
        Assert.That(migrated, Has.Count.EqualTo(9));
        MigrationProblem problem = plan.Report.Problems.Single();
        Assert.That((problem.Kind, problem.Key, problem.ToString()), Is.EqualTo((MigrationProblemKind.Missing, lost.Key, $"user_picture: {lost.Key}: the file is missing")));
        Assert.That(
            () => ImageMigration.Plan(Db, Tables, Store, new MemoryStore(), new MigrationOptions { StopAtProblems = true }).ExecuteAsync(),
            Throws.TypeOf<ImageFileNotFoundException>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_damaged_file_is_reported_and_not_kept(bool hasItsLength)
    {
        UserPicture damaged = (await new User { Id = 1 }.Picture.LoadAsync(Db)).RequireOriginal();
        await Store.DeleteAsync(damaged.Key);
        byte[] bytes = Pictures.Jpeg(100, 80, seed: 1);
        bytes[^10] ^= 1;
        await Store.PutAsync(damaged.Key, new MemoryStream(hasItsLength ? bytes : bytes[..^1]), reproducible: false);
        MigrationReport report = await ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync();
        Assert.That((report.Copied, report.Problems.Single().Kind), Is.EqualTo((9, MigrationProblemKind.Damaged)));
        Assert.That(() => _destination.OpenAsync(damaged.Key), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That(
            () => ImageMigration.Plan(Db, Tables, Store, new MemoryStore(), new MigrationOptions { StopAtProblems = true }).ExecuteAsync(),
            Throws.TypeOf<ImageFileDamagedException>().With.Property(nameof(ImageFileDamagedException.Key)).EqualTo(damaged.Key));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task MIG_07_What_was_begun_is_continued_in_the_same_order(bool executes)
    {
        List<StoreKey> order = [];
        _destination.BeforePut = _ => order.Count == 4 ? throw new ImageStoreException("Gone.") : Task.CompletedTask;
        _destination.AfterPut = key =>
        {
            order.Add(key);
            return Task.CompletedTask;
        };
        MigrationOptions one = new() { Parallelism = 1 };
        Assert.That(() => RunAsync(ImageMigration.Plan(Db, Tables, Store, _destination, one), executes), Throws.TypeOf<ImageStoreException>());
        _destination.BeforePut = _ => Task.CompletedTask;
        MigrationPlan again = ImageMigration.Plan(Db, Tables, Store, _destination, one);
        await RunAsync(again, executes);
        Assert.That((again.Report.Copied, again.Report.Skipped), Is.EqualTo((6, 4)));
        Assert.That(
            order.Select(key => (key.ObjectType, key.ObjectId.ToString(), key.Width)),
            Is.EqualTo(new[]
            {
                ("user-front-cover", "1", 60), ("user-front-cover", "2", 60),
                ("user-picture", "1", 10), ("user-picture", "1", 20), ("user-picture", "1", 50), ("user-picture", "1", 100),
                ("user-picture", "2", 10), ("user-picture", "2", 20), ("user-picture", "2", 50), ("user-picture", "2", 100),
            }));
        await AssertMigratedAsync("user-picture");
    }

    [Test]
    public async Task Another_file_of_the_same_name_is_replaced_and_equal_ones_are_left()
    {
        await ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync();
        UserPicture cut = (await new User { Id = 1 }.Picture.LoadAsync(Db)).RequireOriginal(), other = (await new User { Id = 2 }.Picture.LoadAsync(Db)).RequireOriginal();
        await ReplaceAsync(cut, [1, 2, 3]);
        await ReplaceAsync(other, new byte[other.Length!.Value]);
        _destination.Puts.Clear();
        Assert.That((await ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync()).Skipped, Is.EqualTo(9), "one has another length");
        Assert.That((await ImageMigration.Plan(Db, Tables, Store, _destination, new MigrationOptions { CheckHashes = true }).ExecuteAsync()).Skipped, Is.EqualTo(9), "and one other bytes");
        Assert.That(_destination.Puts.Select(put => put.Key), Is.EqualTo(new[] { cut.Key, other.Key }));
        Assert.That((await ImageMigration.Plan(Db, Tables, Store, _destination, new MigrationOptions { CheckHashes = true }).ExecuteAsync()).Skipped, Is.EqualTo(10));

        async Task ReplaceAsync(UserPicture image, byte[] bytes)
        {
            await _destination.DeleteAsync(image.Key);
            await _destination.PutAsync(image.Key, new MemoryStream(bytes), reproducible: false);
        }
    }

    [Test]
    public async Task A_cancelled_migration_is_continued()
    {
        using CancellationTokenSource cancel = new();
        _destination.AfterPut = _ => _destination.Puts.Count < 3 ? Task.CompletedTask : cancel.CancelAsync();
        Assert.That(
            () => ImageMigration.Plan(Db, Tables, Store, _destination, new MigrationOptions { Parallelism = 2 }).ExecuteAsync(cancellationToken: cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
        _destination.AfterPut = _ => Task.CompletedTask;
        MigrationReport report = await ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync();
        Assert.That(report.Copied + report.Skipped, Is.EqualTo(10));
        Assert.That(report.Copied, Is.LessThan(8));
        await AssertMigratedAsync("user-picture");
    }

    [Test]
    public async Task Two_migrations_at_once_end_complete_both()
    {
        await using DbConnection another = await World.AnotherConnectionAsync();
        MigrationReport[] reports = await Task.WhenAll(
            ImageMigration.Plan(Db, Tables, Store, _destination).ExecuteAsync(), ImageMigration.Plan(another, Tables, Store, _destination).ExecuteAsync());
        Assert.That(reports.Sum(report => report.Copied), Is.EqualTo(10));
        Assert.That(reports.Select(report => report.ProblemCount), Has.All.Zero);
        await AssertMigratedAsync("user-picture");
    }

    private static async Task RunAsync(MigrationPlan plan, bool executes)
    {
        if (executes)
        {
            await plan.ExecuteAsync();
            return;
        }

        await foreach (IImage image in plan)
            Assert.That(image.ObjectType, Is.Not.Empty);
    }

    private async Task AssertMigratedAsync(string objectType)
    {
        List<StoredFile> expected = await Store.ListAsync(objectType).ToListAsync(), found = await _destination.ListAsync(objectType).ToListAsync();
        Assert.That(found.Select(file => file.Key), Is.EquivalentTo(expected.Select(file => file.Key)));
        foreach (StoreKey key in found.Select(file => file.Key))
            Assert.That(await _destination.ReadBytesAsync(key), Is.EqualTo(await Store.ReadBytesAsync(key)));
    }

    private sealed class ProgressLog : IProgress<MigrationProgress>
    {
        public List<MigrationProgress> Reports { get; } = [];

        public void Report(MigrationProgress value)
        {
            lock (Reports)
                Reports.Add(value);
        }
    }
}
