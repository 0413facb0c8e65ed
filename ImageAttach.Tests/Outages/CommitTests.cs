using System.Data.Common;
using System.Transactions;
using Dapper;
using ImageAttach.Tests.Support;
using MySqlConnector;
using Npgsql;
using NUnit.Framework.Constraints;

namespace ImageAttach.Tests.Outages;

/// <summary>The database goes away around a commit. What is told is true or says that it isn't known, and no committed image is lost.</summary>
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class CommitTests(DatabaseKind kind)
{
    private OwnServer? _server;
    private OutageWorld? _world;

    private Task _meanwhile = Task.CompletedTask;

    private OwnServer Server => _server!;

    private OutageWorld World => _world!;

    [OneTimeSetUp]
    public async Task StartServer() => _server = await OwnServer.StartAsync(kind);

    [OneTimeTearDown]
    public ValueTask StopServer() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SetUp]
    public async Task OpenWorld() => _world = await OutageWorld.OpenAsync(Server);

    [TearDown]
    public ValueTask CloseWorld() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public Task Nothing_goes_wrong([Values] Front front) => MeetAsync(front, _ => Task.CompletedTask, expected: Is.Null, becomesNew: true);

    [Test]
    public Task The_session_is_killed_before_the_commit([Values] Front front) => MeetAsync(front, KillSessionAsync, Is.Not.Null, becomesNew: false);

    [Test]
    public Task The_server_is_killed_before_the_commit([Values] Front front) => MeetAsync(
        front,
        _ =>
        {
            Server.Kill();
            return Task.CompletedTask;
        },
        Is.Not.Null,
        becomesNew: false);

    [Test]
    public Task The_commits_request_is_lost([Values] Front front) => MeetAsync(front, CutAt(front, Cut.Request), InDoubt, becomesNew: false);

    [Test]
    public async Task The_commits_request_is_lost_and_an_operator_commits_what_was_prepared()
    {
        if (kind == DatabaseKind.MariaDb)
            await MeetAsync(Front.Ambient, CutAt(Front.Ambient, Cut.Request), InDoubt, becomesNew: true, endPrepared: "commit");
    }

    [Test]
    public Task The_commits_reply_is_lost([Values] Front front) => MeetAsync(front, CutAt(front, Cut.Reply), InDoubt, becomesNew: true);

    [Test]
    public Task A_proxy_that_lost_its_server_answers_the_commit_with_an_error_of_its_own([Values] Front front) => MeetAsync(
        front,
        _ =>
        {
            World.Proxy.AnswerAt(CommitOf(front), ProxyAnswers.ServerLost(kind));
            return Task.CompletedTask;
        },
        InDoubt,
        becomesNew: true);

    [Test]
    public async Task The_server_is_killed_while_it_commits([Values] Front front)
    {
        World.Proxy.Passing = Server.Kill;
        await MeetAsync(front, CutAt(front, Cut.Reply), Is.Not.Null, becomesNew: null);
    }

    [Test]
    public async Task The_server_is_killed_in_the_commit_before_it_has_decided([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        if (kind != DatabaseKind.PostgreSql)
            return; // no other has anything to do in a commit before it decides
        await using (DbConnection db = World.Connect())
        {
            await db.ExecuteAsync("create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(600); return null; end'");
            await db.ExecuteAsync("create constraint trigger slow after insert on user_picture deferrable initially deferred for each row execute function slow()");
        }

        await MeetAsync(front, KillWhileItWaitsFor("PgSleep"), InDoubt.Or.TypeOf<PostgresException>().Or.TypeOf<TransactionAbortedException>(), becomesNew: false);
    }

    [Test]
    public async Task The_server_is_killed_in_the_commit_after_it_has_decided([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        if (kind != DatabaseKind.PostgreSql)
            return; // no other waits for a standby
        await using DbConnection db = World.Connect();
        await db.OpenAsync();
        await db.ExecuteAsync("create table waits ()");
        await MeetAsync(
            front,
            async victim =>
            {
                await db.ExecuteAsync("alter system set synchronous_standby_names = 'nobody'");
                await db.ExecuteAsync("select pg_reload_conf()");
                await AwaitThatCommitsWaitAsync(db);
                await KillWhileItWaitsFor("SyncRep", () => db.Execute("alter system reset synchronous_standby_names"))(victim);
            },
            InDoubt,
            becomesNew: true);
    }

    [Test]
    public async Task A_deferred_constraint_refuses_the_commit([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        if (kind != DatabaseKind.PostgreSql)
            return; // MariaDB has none
        await using (DbConnection db = World.Connect())
        {
            await db.ExecuteAsync("create function no() returns trigger language plpgsql as 'begin raise exception ''no''; end'");
            await db.ExecuteAsync("create constraint trigger no after insert on user_picture deferrable initially deferred for each row execute function no()");
        }

        await MeetAsync(front, _ => Task.CompletedTask, Is.TypeOf<PostgresException>().Or.TypeOf<TransactionAbortedException>(), becomesNew: false);
    }

    [Test]
    public async Task The_reply_to_a_prepare_is_lost_and_an_operator_ends_what_was_prepared([Values("rollback", "commit")] string verb)
    {
        if (kind == DatabaseKind.MariaDb)
            await MeetAsync(Front.Ambient, _ => CutAt("XA PREPARE", Cut.Reply), InDoubt, becomesNew: verb == "commit", endPrepared: verb);
    }

    private static Constraint InDoubt => Is.InstanceOf<Exception>().And.Matches<Exception>(OutageWorld.IsInDoubt);

    private async Task MeetAsync(Front front, Func<DbConnection, Task> outage, IResolveConstraint expected, bool? becomesNew, string endPrepared = "rollback")
    {
        if (front == Front.AmbientWithoutXa && kind != DatabaseKind.MariaDb)
            return; // there is no such thing
        Exception? exception = await World.ReplaceAsync(front, outage);
        await Task.WhenAll(_meanwhile, World.Proxy.Passed);
        await Server.StartAsync();
        await EndPreparedAsync(endPrepared);
        bool isNew = await World.AssertNothingLostAsync(exception);
        await TestContext.Out.WriteLineAsync(
            $"| {TestContext.CurrentContext.Test.MethodName} | {kind} | {front} | {exception?.GetType().Name ?? "success"} | {(isNew ? "new" : "old")} |");
        Assert.That(exception, expected);
        if (becomesNew is not null)
            Assert.That(isNew, Is.EqualTo(becomesNew));
    }

    private string CommitOf(Front front) => kind == DatabaseKind.MariaDb && front == Front.Ambient ? "XA COMMIT" : "COMMIT";

    private Func<DbConnection, Task> CutAt(Front front, Cut cut) => _ => CutAt(CommitOf(front), cut);

    private Task CutAt(string word, Cut cut)
    {
        World.Proxy.CutAt(word, cut);
        return Task.CompletedTask;
    }

    // The commit is sent as soon as this returns.
    private Func<DbConnection, Task> KillWhileItWaitsFor(string what, Action? first = null) => _ =>
    {
        _meanwhile = Task.Run(async () =>
        {
            await using DbConnection db = World.Connect();
            for (int tries = 0; tries < 10_000 && await WaitingAsync(db, what) == 0; tries++)
                await Task.Delay(5);
            first?.Invoke();
            Server.Kill();
        });
        return Task.CompletedTask;
    };

    // A new setting is in force some time after it was given: once a commit waits for the standby that there isn't.
    private async Task AwaitThatCommitsWaitAsync(DbConnection db)
    {
        await using DbConnection another = World.Connect();
        await another.OpenAsync();
        for (int tries = 0; tries < 10_000; tries++)
        {
            Task commit = another.ExecuteAsync("insert into waits default values");
            while (!commit.IsCompleted)
            {
                if (await WaitingAsync(db, "SyncRep") > 0)
                {
                    await db.ExecuteAsync("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
                    await commit;
                    return;
                }
            }
        }
    }

    private static Task<long> WaitingAsync(DbConnection db, string what) =>
        db.ExecuteScalarAsync<long>("select count(*) from pg_stat_activity where wait_event = @what", new { what });

    private async Task KillSessionAsync(DbConnection victim)
    {
        await using DbConnection db = World.Connect();
        if (victim is MySqlConnection ofMariaDb)
            await db.ExecuteAsync($"kill {ofMariaDb.ServerThread}");
        else
            await db.ExecuteAsync("select pg_terminate_backend(@id)", new { id = ((NpgsqlConnection)victim).ProcessID });
    }

    // What an operator has to do after a lost XA COMMIT: the transaction stays prepared, its locks too.
    private async Task EndPreparedAsync(string verb)
    {
        if (kind != DatabaseKind.MariaDb)
            return;
        await using DbConnection db = World.Connect();
        foreach ((int _, int _, int _, string xid) in await db.QueryAsync<(int, int, int, string)>("xa recover format='SQL'"))
            await db.ExecuteAsync($"xa {verb} {xid}");
    }
}
