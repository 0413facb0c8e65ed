using System.Data.Common;
using System.Transactions;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;
using IsolationLevel = System.Transactions.IsolationLevel;

namespace ImageAttach.Tests.Transactions;

/// <summary>Many scopes at once share a small pool. The end of a scope takes no connection that another waits for.</summary>
[TestFixture(DatabaseKind.MariaDb, "Maximum Pool Size=3;Connection Timeout=60;UseXaTransactions=False")]
[TestFixture(DatabaseKind.MariaDb, "Maximum Pool Size=3;Connection Timeout=60")]
[TestFixture(DatabaseKind.PostgreSql, "Maximum Pool Size=3;Timeout=60")]
public sealed class SmallPoolTests(DatabaseKind kind, string settings)
{
    private const int Scopes = 24;

    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private ShopWorld? _world;

    private ShopWorld World => _world!;

    [SetUp]
    public async Task OpenShop()
    {
        _world = await ShopWorld.OpenAsync(kind);
        foreach (User user in Users)
            await user.Picture.FromBlobAsync(World.Db, Old, store: World.Store);
    }

    [TearDown]
    public async Task CloseShop()
    {
        MySqlConnector.MySqlConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        await (_world?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    // Far apart: MySQL locks the gaps between keys.
    private static IEnumerable<User> Users => Enumerable.Range(1, Scopes).Select(number => new User { Id = number * 100 });

    [Test]
    public async Task Plain_scopes_all_commit_and_their_old_files_go([Values] bool holdsConnection)
    {
        await Task.WhenAll(Users.Select(user => Task.Run(() => ReplaceAsync(user, holdsConnection))));
        await BackgroundCleanup.WhenIdleAsync();
        await AssertReplacedAsync();
    }

    [Test]
    public async Task Awaited_scopes_all_commit_and_their_old_files_go([Values] bool holdsConnection)
    {
        await Task.WhenAll(Users.Select(user => Task.Run(() => ReplaceAwaitedAsync(user, holdsConnection))));
        Assert.That(() => World.Files, Has.Length.EqualTo(Scopes).After(60_000, pollingInterval: 10));
        await AssertReplacedAsync();
    }

    private async Task ReplaceAsync(User user, bool holdsConnection)
    {
        await using DbConnection db = Connect();
        using TransactionScope scope = new(
            TransactionScopeOption.Required,
            new TransactionOptions { IsolationLevel = Level, Timeout = TimeSpan.FromMinutes(9) },
            TransactionScopeAsyncFlowOption.Enabled);
        await ReplaceAsync(db, user, holdsConnection);
        scope.Complete();
    }

    private async Task ReplaceAwaitedAsync(User user, bool holdsConnection)
    {
        await using DbConnection db = Connect();
        await using ImageScope scope = new(isolationLevel: Level, timeout: TimeSpan.FromMinutes(9));
        await ReplaceAsync(db, user, holdsConnection);
        scope.Complete();
    }

    private async Task ReplaceAsync(DbConnection db, User user, bool holdsConnection)
    {
        if (holdsConnection)
            await db.OpenAsync();
        await user.Picture.FromBlobAsync(db, New, store: World.Store);
    }

    private async Task AssertReplacedAsync()
    {
        Assert.That(World.Files, Has.Length.EqualTo(Scopes));
        foreach (User user in Users)
            Assert.That(await user.Picture.MakeBlobAsync(World.Db, World.Store), Is.EqualTo(New));
    }

    private IsolationLevel Level => kind == DatabaseKind.PostgreSql ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead;

    private DbConnection Connect() => World.Database.Connect($"Pooling=True;{settings}");
}
