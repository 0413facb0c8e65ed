using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>A store belongs to one database, and not to a copy of it.</summary>
public sealed class StoreClaimTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    private static readonly SweepOptions TakingOver = new() { OlderThan = TimeSpan.Zero, AdoptStore = true };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [SetUp]
    public Task AttachPicture() => AttachAsync(Picture);

    [Test]
    public async Task Each_sweep_changes_the_nonce_on_both_sides()
    {
        List<string?> marks = [];
        for (int i = 0; i < 3; i++)
        {
            await SweepAsync();
            marks.Add(await Store.ReadMarkAsync());
            Assert.That(marks[^1], Is.EqualTo(await Db.ExecuteScalarAsync<string>("select concat('imageattach ', store, ' ', nonce) from image_attach_store")));
        }

        Assert.That(marks.Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_dry_run_changes_neither_side()
    {
        await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, DryRun = true });
        Assert.That(await Store.ReadMarkAsync(), Is.Null);
        await SweepAsync();
        string? mark = await Store.ReadMarkAsync();
        await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, DryRun = true });
        Assert.That(await Store.ReadMarkAsync(), Is.EqualTo(mark));
    }

    [Test]
    public async Task Of_two_databases_with_one_claim_the_one_that_sweeps_first_goes_on()
    {
        await SweepAsync();
        string copied = await Db.ExecuteScalarAsync<string>("select nonce from image_attach_store") ?? "";
        await SweepAsync();
        string after = await Db.ExecuteScalarAsync<string>("select nonce from image_attach_store") ?? "";

        // As a snapshot of the whole machine has it, or a backup that was restored in place.
        await Db.ExecuteAsync("update image_attach_store set nonce = @copied", new { copied });
        await Db.ExecuteAsync("delete from user_picture");
        AssertRefused("after this one");
        Assert.That(World.Files, Has.Length.EqualTo(1));

        await Db.ExecuteAsync("update image_attach_store set nonce = @after", new { after });
        Assert.That((await SweepAsync()).Removed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_sweep_that_was_killed_while_it_changed_the_nonce_is_gone_on_with([Values] bool beforeTheMark)
    {
        await SweepAsync();
        await Db.ExecuteAsync("update image_attach_store set next_nonce = 'next'");
        if (!beforeTheMark)
            await Store.WriteMarkAsync($"imageattach {await Db.ExecuteScalarAsync<string>("select store from image_attach_store")} next");
        await Db.ExecuteAsync("delete from user_picture");
        Assert.That((await SweepAsync()).Removed, Is.EqualTo(1));
        Assert.That(await Db.ExecuteScalarAsync<string>("select nonce from image_attach_store where next_nonce is null"), Is.Not.Null.And.Not.EqualTo("next"));
    }

    [Test]
    public async Task A_slow_sweep_that_is_killed_leaves_no_older_nonce_in_the_mark()
    {
        await SweepAsync();
        await using DbConnection db = await World.AnotherConnectionAsync();
        Task others = Task.CompletedTask;
        Store.WriteMark = async write =>
        {
            Store.WriteMark = next => next();
            others = Task.Run(async () =>
            {
                for (int i = 0; i < 2; i++)
                    await ImageSweeper.SweepAsync(db, Tables, Store, AtOnce);
            });

            // The others wait for this sweep, or end before it writes.
            await Task.WhenAny(others, Task.Delay(TimeSpan.FromSeconds(2)));
            await write();
            throw new IOException("Killed.");
        };
        Assert.That(() => SweepAsync(), Throws.InstanceOf<IOException>());
        await others;
        await SweepAsync();
    }

    [Test]
    public async Task A_copy_that_swept_meanwhile_ends_a_sweep_before_its_next_batch()
    {
        await SweepAsync();
        string store = await Db.ExecuteScalarAsync<string>("select store from image_attach_store") ?? "";
        for (int i = 0; i < 501; i++)
            await Store.PutAsync(new StoreKey("user-picture", ObjectId.From(i), 40, 30, "image/jpeg", $"r{i}"), Stream.Null, reproducible: false);
        int deleted = 0;
        Store.BeforeDelete = async _ =>
        {
            if (deleted++ == 0)
                await Store.WriteMarkAsync($"imageattach {store} another");
        };
        Assert.That(
            () => SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true }),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("500 files were removed before that"));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_database_in_another_place_is_refused_until_it_takes_over()
    {
        await SweepAsync();
        await Db.ExecuteAsync("update image_attach_store set place = 'elsewhere'");
        AssertRefused("copied or moved");
        string? before = await Store.ReadMarkAsync();
        await ImageSweeper.SweepAsync(Db, Tables, Store, TakingOver);
        Assert.That((await Store.ReadMarkAsync())!.Split(' ')[1], Is.Not.EqualTo(before!.Split(' ')[1]), "the claim has another name");
        Assert.That(await Db.ExecuteScalarAsync<long>("select count(*) from image_attach_store"), Is.EqualTo(1));
        await SweepAsync();
    }

    [Test]
    public async Task A_mark_of_version_0_1_is_refused_until_it_is_taken_over()
    {
        await Store.WriteMarkAsync("sqlite /data/shop.db");
        AssertRefused("as version 0.1 wrote it");
        await ImageSweeper.SweepAsync(Db, Tables, Store, TakingOver);
        await SweepAsync();
    }

    [Test]
    public async Task Two_sweeps_of_one_database_at_once_both_end()
    {
        await SweepAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (_, token) =>
        {
            await using DbConnection db = await World.AnotherConnectionAsync();
            for (int i = 0; i < 5; i++)
                await ImageSweeper.SweepAsync(db, Tables, Store, AtOnce, token);
        });
        await SweepAsync();
    }

    [Test]
    public async Task Without_the_right_to_create_the_table_the_message_has_the_statement()
    {
        await using DbConnection db = await ReadOnlyAsync();
        Assert.That(
            () => ImageSweeper.SweepAsync(db, Tables, Store, AtOnce),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("create table if not exists image_attach_store").And.Message.Contains("grant"));
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    private async Task<DbConnection> ReadOnlyAsync()
    {
        DbConnection db = World.Database.Connect(Dialect == SqlDialect.Sqlite ? "Mode=ReadOnly" : "");
        await db.OpenAsync();
        if (Dialect != SqlDialect.Sqlite)
            await db.ExecuteAsync(Dialect == SqlDialect.MySql ? "set session transaction read only" : "set default_transaction_read_only = on");
        return db;
    }

    private Task<SweepReport> SweepAsync(SweepOptions? options = null) => ImageSweeper.SweepAsync(Db, Tables, Store, options ?? AtOnce);

    private void AssertRefused(string message) => Assert.That(() => SweepAsync(), Throws.TypeOf<SweepRefusedException>().With.Message.Contains(message));
}
