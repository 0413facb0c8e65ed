using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Npgsql.Replication;

namespace ImageAttach.Tests.Outages;

/// <summary>Servers whose settings let a power cut or a failover undo a commit. They are the tests' own, since the settings are the whole server's.</summary>
public sealed class WeakServerTests
{
    private readonly SetClock _clock = new() { Now = DateTimeOffset.UnixEpoch };
    private IDisposable _context = null!;

    [SetUp]
    public void UseClock() => _context = new ImageAttachSettings { Clock = _clock }.Use();

    [TearDown]
    public void LeaveClock() => _context.Dispose();

    [Test]
    public async Task MariaDB_that_flushes_its_log_once_a_second()
    {
        await using OwnServer server = await OwnServer.StartAsync(DatabaseKind.MariaDb);
        await using TestDatabase database = await TestDatabase.CreateAsync(server);
        await using DbConnection db = database.Connect();
        Assert.That(await WeaknessAsync(db), Is.Null);
        await db.ExecuteAsync("set global innodb_flush_log_at_trx_commit = 2");
        Assert.That(await WeaknessAsync(db), Is.EqualTo("innodb_flush_log_at_trx_commit = 2"));
    }

    [Test]
    public async Task PostgreSQL_that_does_not_sync_and_one_whose_standby_commits_do_not_wait_for()
    {
        await using OwnServer server = await OwnServer.StartAsync(DatabaseKind.PostgreSql);
        await using TestDatabase database = await TestDatabase.CreateAsync(server);
        await using DbConnection db = database.Connect();
        Assert.That(await WeaknessAsync(db), Is.Null);
        await SetAsync(db, "fsync", "off");
        Assert.That(await WeaknessAsync(db), Is.EqualTo("fsync = off"));
        await SetAsync(db, "fsync", "on");
        await using PhysicalReplicationConnection standby = new(server.ConnectionString);
        await standby.Open();
        Assert.That(await WeaknessAsync(db), Is.EqualTo("synchronous_standby_names is empty, with a standby"));
        await SetAsync(db, "synchronous_standby_names", "*");
        Assert.That(await WeaknessAsync(db), Is.Null);
        await SetAsync(db, "synchronous_standby_names", ""); // or no commit would ever end: that standby reads nothing
    }

    private async Task<string?> WeaknessAsync(DbConnection db)
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        return (await CommitDurability.EstablishAsync(db)).Weakness;
    }

    // A new setting is in force some time after it was given.
    private static async Task SetAsync(DbConnection db, string name, string value)
    {
        await db.ExecuteAsync($"alter system set {name} = '{value}'");
        await db.ExecuteAsync("select pg_reload_conf()");
        while (await db.ExecuteScalarAsync<string>($"select current_setting('{name}')") != value)
            await Task.Delay(10);
    }
}
