using System.Data.Common;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>A sweep that runs while a transaction is open. On SQLite it waits for the only writer.</summary>
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class SweptTransactionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [Test]
    public async Task What_a_sweep_has_removed_is_not_committed()
    {
        ShiftedClock clock = new();
        using IDisposable context = new ImageAttachSettings { Clock = clock }.Use();
        await AttachAsync(Old);
        await using (DbConnection other = await World.AnotherConnectionAsync())
        await using (ImageTransaction tx = await other.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(other, New, store: Store, transaction: tx);
            SweepReport swept = await ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
            Assert.That(swept.Removed, Is.EqualTo(1));
            clock.Difference = TimeSpan.FromHours(25);
            Assert.That(() => tx.CommitAsync(), Throws.TypeOf<TransactionDoomedException>());
        }

        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }
}
