using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Migration;

/// <summary>Rows that are read page by page.</summary>
public sealed class PagesTests(DatabaseKind kind) : ShopTests(kind)
{
    [Test]
    public async Task Every_row_comes_once_and_in_order_and_500_cost_one_query()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        for (int i = 0; i < 1_234; i += 100)
        {
            int[] rows = [.. Enumerable.Range(i, Math.Min(100, 1_234 - i))];
            await Db.ExecuteAsync(
                "insert into post_photo (post_id, order_index, caption, width, height, mimetype, original, created_at) values " +
                string.Join(", ", rows.Select(n => $"({n % 3 - 1}, {n % 7 - 3}, null, {n / 21 % 10 + 1}, {n / 210 + 1}, 'image/png', {(Dialect == SqlDialect.PostgreSql ? "false" : "0")}, current_timestamp)")));
        }

        using CommandCounter counter = new();
        await using DbConnection db = await counter.ConnectAsync(World.Database);
        MigrationPlan plan = ImageMigration.PlanFor<PostPhoto>(db, new Present(), new MemoryStore());
        List<PostPhoto> read = [];
        await foreach (IImage image in plan)
            read.Add((PostPhoto)image);
        Assert.That(read, Has.Count.EqualTo(1_234));
        Assert.That(read.Select(Place), Is.Ordered);
        Assert.That(read.Select(Place).Distinct().Count(), Is.EqualTo(1_234));
        Assert.That(counter.Commands, Is.EqualTo(3));

        static (long, int, int, int) Place(PostPhoto photo) => (photo.PostId, photo.OrderIndex, photo.Width, photo.Height);
    }

    [Test]
    public async Task Keys_of_all_kinds_are_read_on_from()
    {
        await Db.ExecuteAsync(Database.ComposeCreateTable(Generated.ImageAttach_Tests_Databases.ShelfPictureTable.Instance.Definition));
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            for (int i = 0; i < 520; i++)
            {
                Shelf shelf = new() { Room = new Guid(1 + (i % 5), 0, 0, new byte[8]), Name = i % 2 == 0 ? "a" : $"Ä {i % 11}", Row = (short)(i < 260 ? i - 260 : i - 259), Mood = i % 3 == 0 ? Mood.Loud : Mood.Calm, Locked = i % 4 == 0 };
                await shelf.Picture.FromBlobAsync(Db, Imaging.Pictures.Jpeg(4, 3), KeyTests.Fill, Store, transaction: tx);
            }

            await tx.CommitAsync();
        }

        MemoryStore destination = new();
        MigrationReport report = await ImageMigration.PlanFor<ShelfPicture>(Db, Store, destination).ExecuteAsync();
        Assert.That((report.Examined, report.Copied, await destination.ListAsync("shelf-picture").CountAsync()), Is.EqualTo((520, 520, 520)));
    }

    private sealed class Present : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.FromResult<Stream>(new MemoryStream([1]));

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Uri Locate(StoreKey key) => throw new NotSupportedException();
    }
}
