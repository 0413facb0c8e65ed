using System.Data.Common;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>Servers that report which transactions are open. SQLite has one writer, for which a sweep waits.</summary>
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class OpenTransactionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [SetUp]
    public Task AttachPicture() => AttachAsync(Picture);

    [Test]
    public async Task Files_younger_than_the_longest_open_transaction_stay()
    {
        StoreKey orphan = new("user-picture", ObjectId.From(7), 40, 30, "image/jpeg", "orphan"), pending;
        await Store.PutAsync(orphan, new System.IO.MemoryStream(Picture), reproducible: false);
        File.SetLastWriteTimeUtc(Path.Combine(World.ImageFolder, orphan.ToPath()), DateTime.UtcNow.AddHours(-1));
        SweepOptions aDayLater = new() { TimeProvider = new OtherClock(TimeSpan.FromHours(25)) };
        await using (DbConnection other = await World.AnotherConnectionAsync())
        await using (ImageTransaction transaction = await other.BeginImageTransactionAsync())
        {
            User another = new() { Id = 99 };
            pending = (await another.Picture.FromBlobAsync(other, Picture, store: Store, transaction: transaction)).Key;
            SweepReport report = await ImageSweeper.SweepAsync(Db, Tables, Store, aDayLater);
            Assert.That((report.SkippedAsTooRecent, World.Files.Contains(pending.ToPath())), Is.EqualTo((1, true)));
            Assert.That(World.Files, Does.Not.Contain(orphan.ToPath()), "what is older than the transaction goes");
            await transaction.CommitAsync();
        }

        Assert.That(await new User { Id = 99 }.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
    }
}
