using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>What a server is sent that can't return what it deletes, as MySQL can't. MariaDB understands it as well.</summary>
public sealed class MySqlTests
{
    private const int Workers = 8;

    private ShopWorld _world = null!;
    private IDisposable _context = null!;

    [SetUp]
    public void UseSettings() => _context = WrappingConnection.Settings.Use();

    [TearDown]
    public void LeaveSettings() => _context.Dispose();

    [SetUp]
    public async Task OpenShop() => _world = await ShopWorld.OpenAsync(DatabaseKind.MariaDb);

    [TearDown]
    public ValueTask CloseShop() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test]
    public async Task The_server_decides_whether_rows_are_returned_by_what_deletes_them()
    {
        await using DbConnection mySql = await ConnectAsync();
        await using DbConnection mariaDb = await _world.AnotherConnectionAsync();
        Assert.That((MySqlDatabase.Instance.ReturnsDeletedRows(mySql), MySqlDatabase.Instance.ReturnsDeletedRows(mariaDb)), Is.EqualTo((false, true)), mariaDb.ServerVersion);
        ImageTableStatements sql = MySqlDatabase.Instance.GetStatements(Generated.Shop.UserPictureTable.Instance);
        Assert.That(sql.GetRemoval(returnsDeleted: false).Replace.Text, Does.Contain("for update").And.Not.Contain("returning"));
        Assert.That(sql.GetRemoval(returnsDeleted: true).Replace.Text, Does.Contain("returning").And.Not.Contain("for update"));
    }

    [Test]
    public async Task A_picture_is_attached_replaced_and_removed_and_its_old_files_go()
    {
        User user = new() { Id = 1 };
        await using DbConnection db = await ConnectAsync();
        await user.Picture.FromBlobAsync(db, Pictures.Png(20, 10, seed: 1), store: _world.Store);
        await user.Picture.GenerateThumbnailAsync(db, width: 10, store: _world.Store);
        await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
        {
            await user.Picture.FromBlobAsync(db, Pictures.Png(30, 10, seed: 2), store: _world.Store, transaction: tx);
            Assert.That(_world.Files, Has.Length.EqualTo(3), "the old ones stay until the commit");
            await tx.CommitAsync();
        }

        await _world.AssertRowsAndFilesAgreeAsync(user);
        Assert.That(user.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 30 }));
        await user.Picture.RemoveAsync(db, _world.Store);
        Assert.That((await _world.RowsAsync(), _world.Files.Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Workers_that_replace_one_picture_leave_one_original_and_its_file()
    {
        for (int round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
            {
                await using DbConnection db = await ConnectAsync();
                await new User { Id = 1 }.Picture.FromBlobAsync(db, Pictures.Png(8 + worker, 8, seed: worker), store: _world.Store);
            })));
            User user = new() { Id = 1 };
            await _world.AssertRowsAndFilesAgreeAsync(user);
            Assert.That(user.Picture.Images, Has.Count.EqualTo(1), "the first round begins with an empty set, where there is nothing to lock yet");
            if (round % 2 == 0)
                await user.Picture.RemoveAsync(_world.Db, _world.Store);
        }
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection db = WrappingConnection.Around(_world.Database.Connect(), serverVersion: "8.4.3");
        await db.OpenAsync();
        return db;
    }
}
