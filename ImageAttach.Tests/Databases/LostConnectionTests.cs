using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>The connection goes away in the middle of an operation: ended by the server, or closed under us.</summary>
public sealed class LostConnectionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(50, 30, seed: 2);

    private DbConnection? _lost;

    [SetUp]
    public async Task Connect()
    {
        await AttachAsync(Old);
        _lost = await World.AnotherConnectionAsync();
    }

    [TearDown]
    public async Task Disconnect()
    {
        try
        {
            if (_lost is not null)
                await _lost.DisposeAsync();
        }
        catch (DbException)
        {
            // It was the server that hung up.
        }
    }

    [Test]
    public async Task An_attach_that_loses_its_connection_names_the_table_and_leaves_a_file_to_the_sweep_at_most()
    {
        Store.AfterPut = _ => LoseAsync();
        await AssertLostAsync(() => User.Picture.FromBlobAsync(_lost!, New, store: Store));
    }

    [Test]
    public async Task A_thumbnail_that_loses_its_connection_leaves_a_file_to_the_sweep_at_most()
    {
        Store.AfterPut = _ => LoseAsync();
        await AssertLostAsync(() => User.Picture.GenerateThumbnailAsync(_lost!, width: 20, store: Store));
    }

    [Test]
    public async Task A_load_on_a_lost_connection_names_the_table()
    {
        await LoseAsync();
        await AssertLostAsync(() => User.Picture.LoadAsync(_lost!));
    }

    [Test]
    public async Task An_operation_in_a_transaction_that_loses_its_connection_names_the_table()
    {
        if (Kind == DatabaseKind.Sqlite)
            return; // a file has no connection to lose
        await using ImageTransaction tx = await _lost!.BeginImageTransactionAsync();
        await LoseAsync();
        Assert.That(
            async () => await User.Picture.FromBlobAsync(_lost!, New, store: Store, transaction: tx),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("lost at the table 'user_picture'")
                .Or.TypeOf<TransactionDoomedException>());
        await tx.DisposeAsync();
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));

        // A statement of the caller may have committed, and the connection can't be asked any more.
        Assert.That(World.Files, Has.Length.EqualTo(2));
        await ImageSweeper.SweepAsync(Db, Generated.ImageEntities.All, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_transaction_that_loses_its_connection_can_not_be_committed_and_the_old_picture_stays()
    {
        ImageTransaction tx = await _lost!.BeginImageTransactionAsync();
        await using (tx)
        {
            await User.Picture.FromBlobAsync(_lost!, New, store: Store, transaction: tx);
            await LoseAsync();
            Assert.That(async () => await tx.CommitAsync(), Throws.TypeOf<TransactionDoomedException>());
        }

        await User.Picture.LoadAsync(Db);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));

        // A statement of the caller may have committed, and the connection can't be asked any more: the new file is left to the sweep.
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    private async Task LoseAsync()
    {
        switch (Kind)
        {
            case DatabaseKind.MariaDb:
                await Db.ExecuteAsync($"kill {((MySqlConnector.MySqlConnection)_lost!).ServerThread}");
                break;
            case DatabaseKind.PostgreSql:
                await Db.ExecuteAsync("select pg_terminate_backend(@id)", new { id = ((Npgsql.NpgsqlConnection)_lost!).ProcessID });
                break;
            default:
                await ((SqliteConnection)_lost!).CloseAsync();
                break;
        }
    }

    // SQLite's is a file: a connection closed meanwhile is opened again for the operation, and nothing is lost.
    private async Task AssertLostAsync(Func<Task> operation)
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            await operation();
            await World.AssertRowsAndFilesAgreeAsync(User);
            return;
        }

        Assert.That(
            async () => await operation(),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("lost at the table 'user_picture'").And.Message.Contains("Open another connection"));

        // A rollback that wasn't answered proves nothing, so the file stays until the sweep.
        await ImageSweeper.SweepAsync(Db, Generated.ImageEntities.All, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images, Has.Count.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }
}
