using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Support;
using NUnit.Framework.Constraints;

namespace ImageAttach.Tests.Outages;

/// <summary>PgBouncer answers a commit whose outcome it doesn't know with an SQL state of its own. No committed image is lost.</summary>
public sealed class PgBouncerTests
{
    private OwnServer? _server;
    private OutageWorld? _world;

    private OutageWorld World => _world!;

    private static Constraint InDoubt => Is.InstanceOf<Exception>().And.Matches<Exception>(OutageWorld.IsInDoubt);

    [OneTimeSetUp]
    public async Task StartServer() => _server = await OwnServer.StartAsync(DatabaseKind.PostgreSql);

    [OneTimeTearDown]
    public ValueTask StopServer() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SetUp]
    public async Task OpenWorld() => _world = await OutageWorld.OpenAsync(_server!);

    [TearDown]
    public ValueTask CloseWorld() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public async Task Nothing_goes_wrong([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        await using PgBouncer bouncer = await StartAsync(_server!.Port);
        Assert.That(await ReplaceAsync(front, bouncer, _ => Task.CompletedTask), Is.Null);
        Assert.That(await World.AssertNothingLostAsync(thrown: null), Is.True);
    }

    [Test]
    public async Task The_server_is_lost_while_the_commits_reply_is_on_its_way([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        await using PgBouncer bouncer = await StartAsync(World.Proxy.Port);
        Exception? thrown = await ReplaceAsync(front, bouncer, _ =>
        {
            World.Proxy.CutAt("COMMIT", Cut.Reply);
            return Task.CompletedTask;
        });
        Assert.That(await World.AssertNothingLostAsync(thrown), Is.True);
        Assert.That(thrown, InDoubt);
    }

    [Test]
    public async Task The_query_timeout_passes_and_the_server_commits_afterwards([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        await using PgBouncer bouncer = await StartAsync(_server!.Port);
        await using DbConnection db = World.Connect();
        await db.OpenAsync();
        await db.ExecuteAsync("create function slow() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock(19); return null; end'");
        await db.ExecuteAsync("create constraint trigger slow after insert on user_picture deferrable initially deferred for each row execute function slow()");
        await db.ExecuteAsync("select pg_advisory_lock(19)");
        Exception? thrown = await ReplaceAsync(front, bouncer, _ => bouncer.AddAsync("query_timeout = 1"));
        Assert.That(thrown, InDoubt);

        // The commit is still under way, so a look at the rows now would say that there is none.
        await db.ExecuteAsync("select pg_advisory_unlock(19)");
        while (await db.ExecuteScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory'") > 0)
            await Task.Delay(20);
        await db.ExecuteAsync("drop function slow() cascade");
        Assert.That(await World.AssertNothingLostAsync(thrown), Is.True);
    }

    private Task<PgBouncer> StartAsync(int port) => PgBouncer.StartAsync(port, _server!.ConnectionString, World.DatabaseName);

    private Task<Exception?> ReplaceAsync(Front front, PgBouncer bouncer, Func<DbConnection, Task> beforeCommit) =>
        World.ReplaceAsync(front, $"Port={bouncer.Port};Command Timeout=120", beforeCommit);
}
