using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Outages;

/// <summary>A user's picture is replaced through a line that can be cut, and whose end can be cut off.</summary>
internal sealed class OutageWorld : IAsyncDisposable
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);
    private static readonly IImageTable[] Tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database;
    private readonly User _user = new() { Id = 1234 };

    private OutageWorld(OwnServer server, TestDatabase database)
    {
        (Server, _database, Proxy) = (server, database, new CuttingProxy(server.Port));
        Store = new FaultyStore(new FileSystemStore(Path.Combine(_folder.Path, "images")));
    }

    public OwnServer Server { get; }

    public CuttingProxy Proxy { get; }

    /// <summary>What the database is called.</summary>
    public string DatabaseName => _database.Name;

    public FaultyStore Store { get; }

    public static async Task<OutageWorld> OpenAsync(OwnServer server)
    {
        OutageWorld world = new(server, await TestDatabase.CreateAsync(server));
        await using DbConnection db = world.Connect();
        await db.CreateImageTableAsync<UserPicture>();
        await world._user.Picture.FromBlobAsync(db, Old, store: world.Store);
        return world;
    }

    /// <summary>A connection, closed, that no outage of the line concerns.</summary>
    public DbConnection Connect() => _database.Connect();

    /// <summary>Replaces the picture, and lets something happen right before the commit is sent.</summary>
    /// <returns>What the user was told; null for success.</returns>
    public Task<Exception?> ReplaceAsync(Front front, Func<DbConnection, Task> beforeCommit) => ReplaceAsync(
        front, $"Port={Proxy.Port}{(front == Front.AmbientWithoutXa ? ";UseXaTransactions=False" : "")}", beforeCommit);

    /// <param name="front">Who begins the transaction.</param>
    /// <param name="settings">What the connection string has beside the database's own.</param>
    /// <param name="beforeCommit">What happens.</param>
    /// <inheritdoc cref="ReplaceAsync(Front, Func{DbConnection, Task})"/>
    public async Task<Exception?> ReplaceAsync(Front front, string settings, Func<DbConnection, Task> beforeCommit)
    {
        DbConnection db = _database.Connect(settings);
        Fault.Reached = point =>
        {
            if (point != FaultPoint.Probed)
                return;
            Fault.Reached = null;
            using TransactionScope outside = new(TransactionScopeOption.Suppress);
            Task.Run(() => beforeCommit(db)).GetAwaiter().GetResult();
        };
        try
        {
            await ReplaceAsync(front, db);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            Fault.Reached = null;
            await DisposeAsync(db);
        }
    }

    /// <summary>No committed image is lost; what the user was told is true; and one sweep leaves nothing behind.</summary>
    /// <returns>Whether the new picture is the user's.</returns>
    public async Task<bool> AssertNothingLostAsync(Exception? thrown)
    {
        await using DbConnection db = Connect();
        UserPicture original = (await _user.Picture.LoadAsync(db)).RequireOriginal();
        byte[] bytes = await original.MakeBlobAsync(Store);
        bool isNew = bytes.SequenceEqual(New);
        Assert.That(isNew || bytes.SequenceEqual(Old), Is.True, "it is one of the two");
        if (!IsInDoubt(thrown))
            Assert.That(isNew, Is.EqualTo(thrown is null), $"what was thrown, {thrown?.GetType().Name ?? "success"}, is what happened");

        SweepReport swept = await ImageSweeper.SweepAsync(db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Examined - swept.Removed, swept.Failed), Is.EqualTo((1, 0)));
        Assert.That(await original.MakeBlobAsync(Store), Is.EqualTo(bytes));
        return isNew;
    }

    /// <summary>Whether an exception leaves open what happened.</summary>
    public static bool IsInDoubt(Exception? thrown) =>
        thrown is CommitInDoubtException or TransactionInDoubtException or InvalidOperationException
        || (thrown is DbException && !MySqlDatabase.Instance.ProvesRollback(thrown) && !PostgreSqlDatabase.Instance.ProvesRollback(thrown));

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        MySqlConnector.MySqlConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ReplaceAsync(Front front, DbConnection db)
    {
        switch (front)
        {
            case Front.Own:
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                break;
            case Front.Explicit:
                await db.OpenAsync();
                await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
                {
                    await _user.Picture.FromBlobAsync(db, New, store: Store, transaction: tx);
                    await tx.CommitAsync();
                }

                break;
            default:
                await using (ImageScope scope = new())
                {
                    await db.OpenAsync();
                    await _user.Picture.FromBlobAsync(db, New, store: Store);
                    scope.Complete();
                }

                break;
        }
    }

    private static async Task DisposeAsync(DbConnection db)
    {
        try
        {
            await db.DisposeAsync();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // It was cut.
        }
    }
}
