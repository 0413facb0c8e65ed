using System.Data.Common;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Outages;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Transactions;

/// <summary>Where a power cut or a failover may undo a commit, replaced files stay for a while. What a power cut leaves: Crashes/CrashStatesTests.</summary>
[NonParallelizable]
public sealed class CommitDurabilityTests
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private readonly HandMovedClock _clock = new();
    private NotedLogs _logs = null!;

    [SetUp]
    public void TakeClockAndLogs() => _logs = NotedLogs.Use(_clock);

    [TearDown]
    public void GiveThemBack()
    {
        DiskSync.InjectedError = null;
        _logs.Dispose();
        SqliteConnection.ClearAllPools();
    }

    // From NORMAL on the rest can be synced; the folder and the log are.
    [Platform("Linux")]
    [TestCase("delete", "off", "synchronous = OFF")]
    [TestCase("delete", "normal", null)]
    [TestCase("delete", "full", null)]
    [TestCase("delete", "extra", null)]
    [TestCase("truncate", "normal", null)]
    [TestCase("truncate", "full", null)]
    [TestCase("persist", "normal", null)]
    [TestCase("persist", "full", null)]
    [TestCase("wal", "off", "synchronous = OFF")]
    [TestCase("wal", "normal", null)]
    [TestCase("wal", "full", null)]
    [TestCase("wal", "extra", null)]
    [TestCase("memory", "full", "journal_mode = memory")]
    [TestCase("off", "extra", "journal_mode = off")]
    public async Task SQLite_says_what_it_promises(string journal, string synchronous, string? weakness)
    {
        using TemporaryFolder folder = new();
        await using SqliteConnection db = new($"Data Source={Path.Combine(folder.Path, "shop.db")};Pooling=False");
        await db.OpenAsync();
        await db.ExecuteAsync($"pragma journal_mode = {journal}; pragma synchronous = {synchronous}; create table item (id integer primary key)");
        Assert.That((await CommitDurability.EstablishAsync(db)).Weakness, Is.EqualTo(weakness));
    }

    [Platform("Linux")]
    [Test]
    public async Task A_commit_whose_folder_can_not_be_synced_may_be_undone()
    {
        using TemporaryFolder folder = new();
        await using SqliteConnection db = new($"Data Source={Path.Combine(folder.Path, "shop.db")};Pooling=False");
        await db.OpenAsync();
        await db.ExecuteAsync("pragma journal_mode = delete; create table item (id integer primary key)");
        DiskSync.InjectedError = path => path == folder.Path ? 5 : 0;
        Assert.That((await CommitDurability.EstablishAsync(db)).Weakness, Does.Contain("can't be synced"));
    }

    [Test]
    public async Task A_database_in_memory_needs_no_files_after_a_power_cut()
    {
        await using SqliteConnection db = new("Data Source=:memory:");
        await db.OpenAsync();
        Assert.That((await CommitDurability.EstablishAsync(db)).Weakness, Is.Null);
    }

    [TestCase(0, 0, 0)]
    [TestCase(5, 0, 5)]
    [TestCase(5, 10, 10)]
    [TestCase(60, 10, 60)]
    public void The_longer_of_what_store_and_database_need_counts(int store, int database, int expected)
    {
        CommitDurability durability = database == 0 ? CommitDurability.Full : new("synchronous = OFF");
        MemoryStore memory = new() { KeepReplacedFor = TimeSpan.FromMinutes(store) };
        Assert.That(durability.GetKeepTime(memory), Is.EqualTo(TimeSpan.FromMinutes(expected)));
    }

    [TestCase("innodb_flush_log_at_trx_commit=0", "innodb_flush_log_at_trx_commit = 0")]
    [TestCase("innodb_flush_log_at_trx_commit=2", "innodb_flush_log_at_trx_commit = 2")]
    [TestCase("innodb_flush_log_at_trx_commit=3 log_bin=OFF sync_binlog=0", null)]
    [TestCase("innodb_flush_log_at_trx_commit=1 log_bin=ON sync_binlog=0", "sync_binlog = 0")]
    [TestCase("innodb_flush_log_at_trx_commit=1 log_bin=ON sync_binlog=100", "sync_binlog = 100")]
    [TestCase("innodb_flush_log_at_trx_commit=1 log_bin=ON sync_binlog=1 Slaves_connected=0", null)]
    [TestCase("innodb_flush_log_at_trx_commit=1 log_bin=ON sync_binlog=1 Slaves_connected=1 Rpl_semi_sync_master_status=OFF", "replicas that aren't semi-synchronous")]
    [TestCase("innodb_flush_log_at_trx_commit=1 log_bin=ON sync_binlog=1 Slaves_connected=1 Rpl_semi_sync_master_status=ON", null)]
    public void MariaDB_and_MySQL_say_what_they_promise(string settings, string? weakness)
    {
        Dictionary<string, string> read = settings.Split(' ').Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        Assert.That(MySqlDurability.FindWeakness(read), Is.EqualTo(weakness));
    }

    [TestCase(DatabaseKind.MariaDb, "", null)]
    [TestCase(DatabaseKind.PostgreSql, "", null)]
    [TestCase(DatabaseKind.PostgreSql, "Options=-c synchronous_commit=off", "synchronous_commit = off")]
    [TestCase(DatabaseKind.PostgreSql, "Options=-c synchronous_commit=local", null)]
    public async Task A_server_says_what_it_promises(DatabaseKind kind, string settings, string? weakness)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using DbConnection db = database.Connect(settings);
        Assert.That((await CommitDurability.EstablishAsync(db)).Weakness, Is.EqualTo(weakness));
    }

    [Test]
    public async Task Replaced_files_stay_for_ten_minutes_where_a_commit_may_be_undone([Values] Front front, [Values] DatabaseKind kind)
    {
        if (front == Front.AmbientWithoutXa || kind == DatabaseKind.MariaDb || (front == Front.Ambient && kind == DatabaseKind.Sqlite))
            return; // MariaDB's settings are the whole server's; SQLite's ambient transactions have a connection of their own, at its defaults
        await using ShopWorld world = await OpenAsync(kind, isDurable: false);
        Shop.User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Old, store: world.Store);
        await ReplaceAsync(world, user, front, SettingsOf(kind, isDurable: false));
        await ReplaceAsync(world, user, front, SettingsOf(kind, isDurable: false));
        Assert.That(world.Files, Has.Length.EqualTo(3));
        _clock.Move(TimeSpan.FromMinutes(9));
        Assert.That(world.Files, Has.Length.EqualTo(3));
        _clock.Move(TimeSpan.FromMinutes(1));
        Assert.That(() => world.Files, Has.Length.EqualTo(1).After(60_000, pollingInterval: 5));
        await world.AssertRowsAndFilesAgreeAsync(user);
        if (kind == DatabaseKind.Sqlite)
            Assert.That(_logs.Entries.Single().Message, Does.Contain("(synchronous = OFF)").And.Contain(world.Db.DataSource).And.Contain("00:10:00"));
        Assert.That(_logs.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { 7 }).Or.Empty, "once for each database, of which the server's may have had its entry");
    }

    [Test]
    public async Task Replaced_files_go_at_once_where_commits_survive([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front, [Values] DatabaseKind kind)
    {
        await using ShopWorld world = await OpenAsync(kind, isDurable: true);
        Shop.User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Old, store: world.Store);
        await ReplaceAsync(world, user, front, SettingsOf(kind, isDurable: true));
        Assert.That(() => world.Files, Has.Length.EqualTo(1).After(60_000, pollingInterval: 5));
        Assert.That(_logs.Entries, Is.Empty);
    }

    [Test]
    public async Task A_sweep_leaves_young_files_where_a_commit_may_be_undone([Values] bool isDurable)
    {
        await using ShopWorld world = await OpenAsync(DatabaseKind.Sqlite, isDurable);
        await world.Store.PutAsync(new("user-picture", ObjectId.From(1), 1, 1, "image/jpeg", "r1"), new MemoryStream(Old), reproducible: false);
        IImageTable[] tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(Shop.UserPicture))];
        SweepReport swept = await ImageSweeper.SweepAsync(world.Db, tables, world.Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Removed, swept.SkippedAsTooRecent), Is.EqualTo(isDurable ? (1L, 0L) : (0L, 1L)));
    }

    [Test]
    public async Task A_server_is_not_asked_again_for_a_minute([Values(DatabaseKind.MariaDb, DatabaseKind.PostgreSql)] DatabaseKind kind)
    {
        SetClock clock = new() { Now = DateTimeOffset.UnixEpoch };
        using IDisposable context = new ImageAttachSettings { Clock = clock }.Use();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        using CommandCounter counter = new();
        await using DbConnection db = await counter.ConnectAsync(database);
        int before = counter.Commands;
        for (int minute = 0; minute < 3; minute++)
        {
            await CommitDurability.EstablishAsync(db);
            await CommitDurability.EstablishAsync(db);
            Assert.That(counter.Commands - before, Is.EqualTo(1 + minute));
            clock.Now += TimeSpan.FromMinutes(1);
        }
    }

    [Test]
    public async Task A_database_that_can_not_be_asked_may_lose_its_commits()
    {
        await using SqliteConnection db = new("Data Source=/nowhere/at/all.db;Pooling=False");
        Assert.That((await CommitDurability.EstablishAsync(db)).Weakness, Does.StartWith("settings that could not be read"));
        Assert.That((await CommitDurability.EstablishAsync(null)).Weakness, Is.Not.Null);
    }

    private static async Task<ShopWorld> OpenAsync(DatabaseKind kind, bool isDurable)
    {
        ShopWorld world = await ShopWorld.OpenAsync(kind, SettingsOf(kind, isDurable));
        if (kind == DatabaseKind.Sqlite)
            await world.Db.ExecuteAsync($"pragma journal_mode = delete; pragma synchronous = {(isDurable ? "full" : "off")}");
        return world;
    }

    private static string SettingsOf(DatabaseKind kind, bool isDurable) =>
        kind == DatabaseKind.PostgreSql && !isDurable ? "Options=-c synchronous_commit=off" : "";

    private static async Task ReplaceAsync(ShopWorld world, Shop.User user, Front front, string settings)
    {
        switch (front)
        {
            case Front.Own:
                await user.Picture.FromBlobAsync(world.Db, New, store: world.Store);
                break;
            case Front.Explicit:
                await using (ImageTransaction tx = await world.Db.BeginImageTransactionAsync())
                {
                    await user.Picture.FromBlobAsync(world.Db, New, store: world.Store, transaction: tx);
                    await tx.CommitAsync();
                }

                break;
            default:
                await using (ImageScope scope = new())
                {
                    await using DbConnection db = world.Database.ConnectAmbient(settings);
                    await db.OpenAsync();
                    await user.Picture.FromBlobAsync(db, New, store: world.Store);
                    scope.Complete();
                }

                break;
        }
    }
}
