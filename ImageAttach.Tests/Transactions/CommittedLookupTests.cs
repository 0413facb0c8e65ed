using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>Whether a row references a file is looked up among committed rows, whatever isolation the session has.</summary>
public sealed class CommittedLookupTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly IImageTable<UserPicture> Table = (IImageTable<UserPicture>)Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture));

    private string SharedSettings => Kind == DatabaseKind.Sqlite ? "Cache=Shared;Default Timeout=1" : "";

    [Test]
    public async Task A_row_that_another_session_has_deleted_without_committing_counts()
    {
        LedgerEntry file = ImageRows<UserPicture>.FileOf(Table, await AttachAsync(Picture), Store);
        await using DbConnection db = await ConnectReadingUncommittedAsync(), other = World.Database.Connect(SharedSettings);
        await other.OpenAsync();
        await using (DbTransaction transaction = await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("delete from user_picture", transaction: transaction);
            Assert.That(await RowLookup.Create(db).FindUnreferencedAsync([file]), Is.Empty);
            await transaction.RollbackAsync();
        }

        Assert.That(await IsolationAsync(db), Is.EqualTo("READ-UNCOMMITTED").Or.EqualTo("read uncommitted").Or.EqualTo("1"), "the session keeps its setting");
        await db.ExecuteAsync("delete from user_picture");
        Assert.That(await RowLookup.Create(db).FindUnreferencedAsync([file]), Is.EqualTo(new[] { file }));
    }

    private async Task<DbConnection> ConnectReadingUncommittedAsync()
    {
        DbConnection db = World.Database.Connect(SharedSettings);
        await db.OpenAsync();
        await db.ExecuteAsync(Kind switch
        {
            DatabaseKind.MariaDb => "set session transaction isolation level read uncommitted",
            DatabaseKind.PostgreSql => "set session characteristics as transaction isolation level read uncommitted",
            _ => "pragma read_uncommitted = on",
        });
        return db;
    }

    private Task<string?> IsolationAsync(DbConnection db) => db.ExecuteScalarAsync<string>(Kind switch
    {
        DatabaseKind.MariaDb => "select @@session.tx_isolation",
        DatabaseKind.PostgreSql => "show default_transaction_isolation",
        _ => "pragma read_uncommitted",
    });
}
