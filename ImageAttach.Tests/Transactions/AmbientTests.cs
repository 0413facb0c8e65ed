using System.Data;
using System.Data.Common;
using System.Transactions;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;
using Shop;
using IsolationLevel = System.Transactions.IsolationLevel;

namespace ImageAttach.Tests.Transactions;

/// <summary>Files follow the ambient transaction, be it a plain scope or one that awaits its end; on MariaDB with XA and without.</summary>
[TestFixture(DatabaseKind.Sqlite, false, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.Sqlite, true, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.MariaDb, false, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.MariaDb, true, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.MariaDb, true, "UseXaTransactions=False", StoreKind.Disk)]
[TestFixture(DatabaseKind.PostgreSql, false, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.PostgreSql, true, "", StoreKind.Disk)]
[TestFixture(DatabaseKind.PostgreSql, true, "Pooling=True;Maximum Pool Size=1;Timeout=5", StoreKind.Disk)]
[TestFixture(DatabaseKind.Sqlite, false, "", StoreKind.Memory)]
[TestFixture(DatabaseKind.MariaDb, false, "", StoreKind.Memory)]
[TestFixture(DatabaseKind.PostgreSql, false, "", StoreKind.Memory)]
[TestFixture(DatabaseKind.Sqlite, true, "", StoreKind.Sandbox)]
[TestFixture(DatabaseKind.MariaDb, true, "", StoreKind.Sandbox)]
[TestFixture(DatabaseKind.PostgreSql, true, "", StoreKind.Sandbox)]
[TestFixture(DatabaseKind.MariaDb, true, "", StoreKind.S3)]
public sealed partial class AmbientTests(DatabaseKind kind, bool awaits, string settings, StoreKind store)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private static readonly IImageTable[] PictureTable = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

    private readonly User _user = new() { Id = 1234 };
    private ShopWorld? _world;

    private ShopWorld World => _world!;

    private FaultyStore Store => World.Store;

    [SetUp]
    public async Task OpenShop() => _world = await ShopWorld.OpenAsync(kind, store: store);

    [TearDown]
    public async Task CloseShop()
    {
        SqliteConnection.ClearAllPools();
        MySqlConnector.MySqlConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        await (_world?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task TX_01_A_rolled_back_attach_leaves_neither_row_nor_file([Values] bool fromContext)
    {
        using IDisposable? context = fromContext ? StoreContext.Use(Store) : null;
        await InScopeAsync(completes: false, async db =>
        {
            UserPicture attached = await _user.Picture.FromBlobAsync(db, New, store: fromContext ? null : Store);
            Assert.That((await _user.Picture.LoadAsync(db)).Original!.Revision, Is.EqualTo(attached.Revision));
            Assert.That(World.Files, Has.Length.EqualTo(1));
        });
        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_02_A_committed_removal_removes_row_and_file()
    {
        await AttachOldAsync();
        await InScopeAsync(completes: true, async db =>
        {
            await _user.Picture.RemoveAsync(db, Store);
            Assert.That(World.Files, Has.Length.EqualTo(1), "TX-07: not before the commit");
        });
        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_03_A_rolled_back_removal_keeps_row_and_bytes()
    {
        await AttachOldAsync();
        await InScopeAsync(completes: false, db => _user.Picture.RemoveAsync(db, Store));
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task TX_08_A_committed_replacement_keeps_the_new_bytes_and_removes_the_old_file()
    {
        await AttachOldAsync();
        await InScopeAsync(completes: true, async db =>
        {
            await _user.Picture.FromBlobAsync(db, New, store: Store);
            await _user.Picture.GenerateThumbnailAsync(db, width: 30, store: Store);
        });
        await World.AssertRowsAndFilesAgreeAsync(_user);
        Assert.That(_user.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 60, 30 }));
        Assert.That(await _user.Picture.MakeBlobAsync(World.Db, Store), Is.EqualTo(New));
    }

    [Test]
    public async Task TX_09_A_rolled_back_replacement_keeps_the_old_bytes()
    {
        await AttachOldAsync();
        await InScopeAsync(completes: false, async db =>
        {
            await _user.Picture.FromBlobAsync(db, New, store: Store);
            await _user.Picture.FromBlobAsync(db, Old, store: Store);
            await _user.Picture.GenerateThumbnailAsync(db, width: 30, store: Store);
        });
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task TX_10_Another_operation_has_nothing_to_do_with_the_scope([Values] bool completes)
    {
        User other = new() { Id = 7 };

        await World.AddNeighboursAsync(6, 8, 1233, 1235);
        await InScopeAsync(completes, async db =>
        {
            await _user.Picture.FromBlobAsync(db, New, store: Store);
            if (kind == DatabaseKind.Sqlite)
                return; // has but one writer at a time
            using TransactionScope beside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            await other.Picture.FromBlobAsync(World.Db, Old, store: Store);
            await other.Picture.RemoveAsync(World.Db, Store);
        });
        if (completes)
            await AssertPictureAsync(New);
        else
            await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_16_A_file_that_cannot_be_removed_does_not_stop_the_commit()
    {
        await AttachOldAsync();
        Store.BeforeDelete = _ => throw new ImageStoreException("Forbidden.");
        await InScopeAsync(completes: true, db => _user.Picture.FromBlobAsync(db, New, store: Store));
        Assert.That(await _user.Picture.MakeBlobAsync(World.Db, Store), Is.EqualTo(New));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task An_exception_in_the_scope_rolls_back()
    {
        await AttachOldAsync();
        Assert.That(
            () => InScopeAsync(completes: true, async db =>
            {
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                throw new TimeoutException();
            }),
            Throws.TypeOf<TimeoutException>());
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task A_closed_connection_is_opened_for_each_operation_and_takes_part()
    {
        await AttachOldAsync();
        await using DbConnection db = World.Database.ConnectAmbient(settings);
        await InScopeAsync(
            completes: false,
            async _ =>
            {
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                Assert.That(db.State, Is.EqualTo(ConnectionState.Closed));
                await _user.Picture.GenerateThumbnailAsync(db, width: 10, store: Store);
            },
            opens: false);
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task An_operation_that_fails_is_undone_and_the_scope_goes_on()
    {
        await AttachOldAsync();
        await InScopeAsync(completes: true, async db =>
        {
            Store.AfterPut = _ => throw new ImageStoreException("Full.");
            Assert.That(async () => await _user.Picture.FromBlobAsync(db, New, store: Store), Throws.TypeOf<ImageStoreException>());
            Store.AfterPut = _ => Task.CompletedTask;
            Assert.That(World.Files, Has.Length.EqualTo(1));
            await _user.Picture.GenerateThumbnailAsync(db, width: 30, store: Store);
        });
        await World.AssertRowsAndFilesAgreeAsync(_user);
        Assert.That(_user.Picture.Images, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_statement_error_that_was_caught_loses_no_image()
    {
        await AttachOldAsync();
        Exception? thrown = null;
        try
        {
            await InScopeAsync(completes: true, async db =>
            {
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                Assert.That(async () => await db.ExecuteAsync("insert into no_such_table values (1)"), Throws.InstanceOf<DbException>());
            });
        }
        catch (TransactionAbortedException failure)
        {
            thrown = failure;
        }

        // PostgreSQL gives up on the transaction: it is told, and everything is as it was. The others go on.
        Assert.That(thrown, kind == DatabaseKind.PostgreSql ? Is.Not.Null : Is.Null);
        Assert.That(thrown?.InnerException, kind == DatabaseKind.PostgreSql ? Is.TypeOf<TransactionDoomedException>() : Is.Null);
        await AssertPictureAsync(kind == DatabaseKind.PostgreSql ? Old : New);
    }

    [Test]
    public async Task A_doomed_transaction_that_is_reported_as_committed_loses_no_image()
    {
        await AttachOldAsync();

        // Closed before the end, the connection can't be probed.
        await InScopeAsync(
            completes: true,
            async _ =>
            {
                await using DbConnection db = World.Database.ConnectAmbient(settings);
                await db.OpenAsync();
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                Assert.That(async () => await db.ExecuteAsync("insert into no_such_table values (1)"), Throws.InstanceOf<DbException>());
            },
            opens: false);
        await AssertPictureAsync(kind == DatabaseKind.PostgreSql ? Old : New);
    }

    [Test]
    public async Task A_connection_opened_before_the_scope_is_refused_before_a_file_is_put()
    {
        await using DbConnection early = World.Database.ConnectAmbient();
        await early.OpenAsync();
        await InScopeAsync(
            completes: false,
            _ =>
            {
                Assert.That(
                    async () => await _user.Picture.FromBlobAsync(early, New, store: Store),
                    Throws.InvalidOperationException.With.Message.Contains("inside the scope"));
                return Task.CompletedTask;
            },
            opens: false);
        Assert.That(Store.Puts, Is.Empty);
        await AssertEmptyAsync();
    }

    [Test]
    public async Task A_bare_SqliteConnection_is_refused_before_a_file_is_put()
    {
        await using SqliteConnection bare = new("Data Source=:memory:");
        await InScopeAsync(
            completes: false,
            _ =>
            {
                Assert.That(
                    () => _user.Picture.FromBlobAsync(bare, New, store: Store),
                    Throws.TypeOf<NotSupportedException>().With.Message.Contains("AmbientSqliteConnection"));
                return Task.CompletedTask;
            },
            opens: false);
        Assert.That(Store.Puts, Is.Empty);
    }

    [Test]
    public async Task A_scope_that_has_ended_is_told_before_a_file_is_put()
    {
        await AttachOldAsync();
        int puts = Store.Puts.Count;
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using DbConnection db = World.Database.ConnectAmbient(settings);
            await db.OpenAsync();
            Transaction.Current!.Rollback();
            Assert.That(async () => await _user.Picture.FromBlobAsync(db, New, store: Store), Throws.InstanceOf<TransactionException>());
        }

        Assert.That(Store.Puts, Has.Count.EqualTo(puts));
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task Nested_scopes_follow_the_outer_one([Values] bool innerCompletes)
    {
        await AttachOldAsync();
        try
        {
            await InScopeAsync(completes: true, async db =>
            {
                await using ImageScope inner = new();
                await _user.Picture.FromBlobAsync(db, New, store: Store);
                if (innerCompletes)
                    inner.Complete();
            });
        }
        catch (TransactionAbortedException) when (!innerCompletes)
        {
            // The inner scope's refusal is everybody's.
        }

        await AssertPictureAsync(innerCompletes ? New : Old);
    }

    [Test]
    public async Task Repeatable_read_is_refused_on_PostgreSQL()
    {
        if (kind != DatabaseKind.PostgreSql)
            return;
        using TransactionScope scope = new(
            TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.RepeatableRead }, TransactionScopeAsyncFlowOption.Enabled);
        await using DbConnection db = World.Database.ConnectAmbient(settings);
        Assert.That(async () => await _user.Picture.FromBlobAsync(db, New, store: Store), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Serializable"));
        Assert.That(Store.Puts, Is.Empty);
    }

    private async Task InScopeAsync(bool completes, Func<DbConnection, Task> work, bool opens = true)
    {
        if (awaits)
        {
            await using ImageScope scope = new();
            await RunAsync();
            if (completes)
                scope.Complete();
        }
        else
        {
            using TransactionScope scope = new(TransactionScopeOption.Required, TransactionScopeAsyncFlowOption.Enabled);
            await RunAsync();
            if (completes)
                scope.Complete();
        }

        await BackgroundCleanup.WhenIdleAsync();

        async Task RunAsync()
        {
            // Stays open until the scope ends, and closes then.
            DbConnection db = World.Database.ConnectAmbient(settings);
            Transaction.Current!.TransactionCompleted += (_, _) => db.Dispose();
            if (opens)
                await db.OpenAsync();
            await work(db);
        }
    }

    private Task<UserPicture> AttachOldAsync() => new User { Id = _user.Id }.Picture.FromBlobAsync(World.Db, Old, store: Store);

    private async Task AssertPictureAsync(byte[] picture)
    {
        await BackgroundCleanup.WhenIdleAsync();
        await World.AssertRowsAndFilesAgreeAsync(_user);
        Assert.That(_user.Picture.Images, Has.Count.EqualTo(1));
        Assert.That(await _user.Picture.MakeBlobAsync(World.Db, Store), Is.EqualTo(picture));
    }

    private async Task AssertEmptyAsync()
    {
        await BackgroundCleanup.WhenIdleAsync();
        await World.AssertRowsAndFilesAgreeAsync(_user);
        Assert.That(World.Files, Is.Empty);
    }
}
