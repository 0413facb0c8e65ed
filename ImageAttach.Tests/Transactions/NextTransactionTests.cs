using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>Only MySQL and MariaDB get a setting for the next transaction.</summary>
[TestFixture(DatabaseKind.MariaDb)]
public sealed class NextTransactionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly IImageTable<UserPicture> Table = (IImageTable<UserPicture>)Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture));

    [Test]
    public async Task A_lookup_that_fails_leaves_the_next_transaction_alone()
    {
        LedgerEntry file = ImageRows<UserPicture>.FileOf(Table, await AttachAsync(Picture), Store);
        await Db.ExecuteAsync("rename table user_picture to hidden_picture");
        Assert.That(await RowLookup.Create(Db).FindUnreferencedAsync([file]), Is.Empty);
        await Db.ExecuteAsync("rename table hidden_picture to user_picture");
        await Db.ExecuteAsync("start transaction");
        Assert.That(await Db.ExecuteScalarAsync<int>("select count(*) from user_picture"), Is.EqualTo(1));
        await using (DbConnection other = await World.AnotherConnectionAsync())
            await other.ExecuteAsync("delete from user_picture");
        Assert.That(await Db.ExecuteScalarAsync<int>("select count(*) from user_picture"), Is.EqualTo(1), "repeatable read");
        await Db.ExecuteAsync("rollback");
    }
}
