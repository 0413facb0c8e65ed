using System.Data;
using System.Data.Common;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Several workers in transactions of their own, at every isolation level; one that the database refuses begins again, as documented.</summary>
public sealed class IsolationTests(DatabaseKind kind) : ShopTests(kind)
{
    private const int Workers = 4;

    private static readonly byte[] Picture = Pictures.Png(24, 16, seed: 1);

    [Test]
    public async Task Workers_that_make_one_thumbnail_get_the_same(
        [Values(
            IsolationLevel.Unspecified, IsolationLevel.ReadUncommitted, IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead,
            IsolationLevel.Serializable)] IsolationLevel isolation)
    {
        await AttachAsync(Picture);
        for (int width = 1; width <= 5; width++)
        {
            int wanted = width;
            UserPicture[] made = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => InTransactionAsync(
                isolation, (db, tx) => new User { Id = User.Id }.Picture.GenerateThumbnailAsync(db, width: wanted, store: Store, transaction: tx)))));
            Assert.That(made.Select(image => image.Key).Distinct().Count(), Is.EqualTo(1));
            await World.AssertRowsAndFilesAgreeAsync(User);
            Assert.That(User.Picture.Images, Has.Count.EqualTo(1 + width));
        }
    }

    [Test]
    public async Task Workers_that_replace_one_picture_leave_one(
        [Values(
            IsolationLevel.Unspecified, IsolationLevel.ReadUncommitted, IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead,
            IsolationLevel.Serializable)] IsolationLevel isolation)
    {
        for (int round = 0; round < 3; round++)
        {
            UserPicture[] attached = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => InTransactionAsync(
                isolation,
                (db, tx) => new User { Id = User.Id }.Picture.FromBlobAsync(db, Pictures.Png(8 + worker, 8, seed: worker), store: Store, transaction: tx)))));
            await World.AssertRowsAndFilesAgreeAsync(User);
            Assert.That(User.Picture.Images, Has.Count.EqualTo(1));
            Assert.That(attached.Select(image => image.Key), Does.Contain(User.Picture.RequireOriginal().Key));
        }
    }

    [Test]
    public async Task A_transaction_that_somebody_else_began_with_too_little_isolation_is_refused()
    {
        if (Kind == DatabaseKind.Sqlite)
            return; // has but one isolation
        IsolationLevel tooLittle = Kind == DatabaseKind.MariaDb ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead;
        await using ImageTransaction over = ImageTransaction.Over(await Db.BeginTransactionAsync(tooLittle));
        Assert.That(
            async () => await User.Picture.FromBlobAsync(Db, Picture, store: Store, transaction: over),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains(tooLittle.ToString())
                .And.Message.Contains(Kind == DatabaseKind.MariaDb ? "RepeatableRead" : "Serializable"));
        Assert.That(World.Files, Is.Empty);
    }

    private async Task<T> InTransactionAsync<T>(IsolationLevel isolation, Func<DbConnection, ImageTransaction, Task<T>> work)
    {
        for (int tries = 1; ; tries++)
        {
            await using DbConnection db = await World.AnotherConnectionAsync();
            try
            {
                await using ImageTransaction tx = await db.BeginImageTransactionAsync(isolation);
                T result = await work(db, tx);
                await tx.CommitAsync();
                return result;
            }
            catch (DbException refused) when (refused.SqlState is "40001" or "40P01" && tries < 100)
            {
                await Task.Delay(Random.Shared.Next(1, 5));
            }
        }
    }
}
