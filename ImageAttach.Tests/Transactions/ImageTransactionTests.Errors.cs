using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Transactions;

// Errors inside the transaction, and what it is told of them at its end.
public sealed partial class ImageTransactionTests
{
    [Test]
    public async Task A_failed_operation_is_undone_and_the_transaction_goes_on()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            Assert.That(
                async () => await User.Picture.FromBlobAsync(Db, "no picture"u8.ToArray(), store: Store, transaction: tx),
                Throws.TypeOf<ImageFormatException>());
            Store.AfterPut = _ => throw new ImageStoreException("The answer was lost.");
            Assert.That(
                async () => await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx), Throws.TypeOf<ImageStoreException>());
            Store.AfterPut = _ => Task.CompletedTask;
            Assert.That(World.Files, Has.Length.EqualTo(1), "the failed put is tidied up at once");
            await new User { Id = 2 }.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await tx.CommitAsync();
        }

        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
        Assert.That(World.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_statement_error_that_was_caught_does_not_lose_an_image_silently()
    {
        await AttachAsync(Old);
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        Assert.That(async () => await Db.ExecuteAsync("insert into nowhere values (1)", transaction: tx.DbTransaction), Throws.InstanceOf<DbException>());
        if (Kind == DatabaseKind.PostgreSql)
        {
            Assert.That(async () => await tx.CommitAsync(), Throws.TypeOf<TransactionDoomedException>());
            await AssertPictureAsync(Old);
        }
        else
        {
            await tx.CommitAsync();
            await AssertPictureAsync(New);
        }
    }

    [Test]
    public async Task A_deadlock_victim_that_commits_all_the_same_is_told_and_loses_no_image()
    {
        if (Kind == DatabaseKind.Sqlite)
            Assert.Pass("SQLite lets one transaction write at a time.");
        await AttachAsync(Old);
        await Db.ExecuteAsync("create table locks (id int primary key, n int)");
        await Db.ExecuteAsync("insert into locks values (1, 0), (2, 0)");
        await using DbConnection other = await World.AnotherConnectionAsync();
        await using DbTransaction rival = await other.BeginTransactionAsync();
        await other.ExecuteAsync("update locks set n = 1 where id = 2; update locks set n = 1 where id = 2", transaction: rival);

        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await Db.ExecuteAsync("update locks set n = 2 where id = 1", transaction: tx.DbTransaction);
        Task blocked = other.ExecuteAsync("update locks set n = 1 where id = 1", transaction: rival);
        bool isVictim = await FailsAsync(Db.ExecuteAsync("update locks set n = 2 where id = 2", transaction: tx.DbTransaction));
        if (!isVictim)
            Assert.That(await FailsAsync(blocked), Is.True, "one of the two is the victim");

        if (isVictim)
            Assert.That(async () => await tx.CommitAsync(), Throws.TypeOf<TransactionDoomedException>());
        else
            await tx.CommitAsync();
        await FailsAsync(blocked);
        await rival.DisposeAsync();
        await AssertPictureAsync(isVictim ? Old : New);
    }
}
