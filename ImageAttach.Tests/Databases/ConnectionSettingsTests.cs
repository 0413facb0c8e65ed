using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>The same work whatever a provider is set to.</summary>
[TestFixture(DatabaseKind.MariaDb, "DateTimeKind=Utc")]
[TestFixture(DatabaseKind.MariaDb, "DateTimeKind=Local")]
[TestFixture(DatabaseKind.MariaDb, "DateTimeKind=Unspecified")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=None")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=Char32")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=Char36")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=Binary16")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=TimeSwapBinary16")]
[TestFixture(DatabaseKind.MariaDb, "GuidFormat=LittleEndianBinary16")]
[TestFixture(DatabaseKind.MariaDb, "TreatTinyAsBoolean=False")]
[TestFixture(DatabaseKind.MariaDb, "UseAffectedRows=True")]
[TestFixture(DatabaseKind.MariaDb, "UseAffectedRows=False")]
[TestFixture(DatabaseKind.MariaDb, "AllowZeroDateTime=True")]
[TestFixture(DatabaseKind.MariaDb, "ConvertZeroDateTime=True")]
[TestFixture(DatabaseKind.MariaDb, "AllowUserVariables=True")]
[TestFixture(DatabaseKind.MariaDb, "UseCompression=True;IgnorePrepare=False")]
[TestFixture(DatabaseKind.MariaDb, "UseXaTransactions=False")]
[TestFixture(DatabaseKind.MariaDb, "Pooling=True;Maximum Pool Size=1")]
[TestFixture(DatabaseKind.PostgreSql, "Timezone=Asia/Tokyo")]
[TestFixture(DatabaseKind.PostgreSql, "Options=-c datestyle=German,DMY -c intervalstyle=iso_8601 -c bytea_output=escape")]
[TestFixture(DatabaseKind.PostgreSql, "Options=-c default_transaction_isolation=serializable")]
[TestFixture(DatabaseKind.PostgreSql, "Max Auto Prepare=20;Auto Prepare Min Usages=1")]
[TestFixture(DatabaseKind.PostgreSql, "Pooling=True;Maximum Pool Size=1;No Reset On Close=True")]
[TestFixture(DatabaseKind.PostgreSql, "Include Error Detail=True;Command Timeout=60")]
[TestFixture(DatabaseKind.Sqlite, "Foreign Keys=False;Recursive Triggers=True")]
[TestFixture(DatabaseKind.Sqlite, "Cache=Shared")]
[TestFixture(DatabaseKind.Sqlite, "Pooling=True;Default Timeout=60")]
public sealed class ConnectionSettingsTests(DatabaseKind kind, string settings) : ShopTests(kind, settings)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [TearDown]
    public void EmptyPools()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        MySqlConnector.MySqlConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    [Test]
    public async Task Every_type_of_key_and_column_reads_back_as_it_was_written()
    {
        await Db.CreateImageTableAsync<ShelfPicture>();
        Shelf shelf = KeyTests.NewShelf();
        ShelfPicture attached = await shelf.Picture.FromBlobAsync(Db, Picture, KeyTests.Fill, Store);
        await shelf.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);

        Shelf again = KeyTests.NewShelf();
        await Db.LoadImagesAsync([again], owner => owner.Picture);
        Assert.That(again.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 40, 20 }));
        foreach (ShelfPicture read in again.Picture.Images)
            Assert.That(KeyTests.Values(read), Is.EqualTo(KeyTests.Values(KeyTests.Filled(attached))));
        Assert.That(again.Picture.RequireOriginal().CreatedAt, Is.EqualTo(attached.CreatedAt).And.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromHours(1)));
        Assert.That(again.Picture.RequireOriginal().Locate(Store), Is.EqualTo(attached.Locate(Store)));

        string table = Kind == DatabaseKind.MariaDb ? "`Shelf pictures`" : "\"Shelf pictures\"";
        ShelfPicture plain = (await Db.QueryAsync<ShelfPicture>($"select * from {table} where original")).Single();
        Assert.That(KeyTests.Values(plain), Is.EqualTo(KeyTests.Values(KeyTests.Filled(attached))), "plain Dapper");
        Assert.That(plain.CreatedAt, Is.EqualTo(attached.CreatedAt));
    }

    [Test]
    public async Task Pictures_are_attached_replaced_rolled_back_and_removed()
    {
        await AttachAsync(Picture);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await AttachAsync(Pictures.Jpeg(50, 30, seed: 2));
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            await User.Picture.FromBlobAsync(Db, Picture, store: Store, transaction: tx);
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 50, 20 }));
        await User.Picture.RemoveAsync(Db, Store);
        Assert.That((await World.RowsAsync(), World.Files.Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Two_workers_make_one_thumbnail()
    {
        await AttachAsync(Picture);
        if (Settings.Contains("Maximum Pool Size=1"))
            await Db.CloseAsync();
        UserPicture[] made = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using System.Data.Common.DbConnection db = World.Database.Connect(Settings);
            return await new User { Id = User.Id }.Picture.GenerateThumbnailAsync(db, width: 10, store: Store);
        })));
        Assert.That(made[0].Key, Is.EqualTo(made[1].Key));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }
}
