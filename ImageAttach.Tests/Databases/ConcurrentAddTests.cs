using System.Data.Common;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Many who add at a time: each gets a place, and none is lost.</summary>
public sealed class ConcurrentAddTests(DatabaseKind kind) : ShopTests(kind, kind == DatabaseKind.Sqlite ? "Default Timeout=600" : "")
{
    private const int Connections = 20;
    private const int EachAdds = 10;

    private static readonly byte[][] Photos = [Pictures.Png(8, 8, seed: 1), Pictures.Png(8, 8, seed: 2), Pictures.Png(9, 8, seed: 3)];

    [SetUp]
    public Task CreateTable() => Db.CreateImageTableAsync<PostPhoto>();

    [Test]
    public async Task Two_hundred_photos_that_are_added_at_a_time_are_two_hundred()
    {
        int[][] places = await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(async () =>
        {
            await using DbConnection db = await ConnectAsync();
            List<int> mine = [];
            for (int i = 0; i < EachAdds; i++)
                mine.Add((await new Post { Id = 5 }.Photos.AddAsync(db, Photos[(worker + i) % Photos.Length], store: Store)).RequireOriginal().OrderIndex);
            return mine.ToArray();
        })));
        Assert.That(places.SelectMany(mine => mine).Order(), Is.EqualTo(Enumerable.Range(1, Connections * EachAdds)));
        await AssertPhotosAsync(Connections * EachAdds);
    }

    [Test]
    public async Task Transactions_that_add_to_one_post_wait_for_each_other_and_none_fails()
    {
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(() => AddInTransactionAsync(new Post { Id = 5 }, worker))));
        await AssertPhotosAsync(Connections * 2);
    }

    [Test]
    public async Task Transactions_that_add_to_new_posts_side_by_side_do_not_fail()
    {
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(() => AddInTransactionAsync(new Post { Id = 5 + worker }, worker))));
        await AssertPhotosAsync(Connections * 2);
    }

    private async Task AddInTransactionAsync(Post post, int worker)
    {
        await using DbConnection db = await ConnectAsync();
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await post.Photos.AddAsync(db, Photos[worker % Photos.Length], store: Store, transaction: tx);
        await post.Photos.AddAsync(db, Photos[(worker + 1) % Photos.Length], store: Store, transaction: tx);
        await tx.CommitAsync();
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection db = World.Database.Connect(Settings);
        await db.OpenAsync();
        return db;
    }

    private async Task AssertPhotosAsync(int count)
    {
        Assert.That(await World.RowsAsync("post_photo"), Is.EqualTo(count));
        List<string> files = [];
        await foreach (PostPhoto photo in PhotosAsync())
        {
            files.Add(photo.Key.ToPath());
            Assert.That(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await photo.MakeBlobAsync(Store))), Is.EqualTo(photo.Sha256));
        }

        Assert.That(World.Files, Is.EquivalentTo(files));
    }

    private async IAsyncEnumerable<PostPhoto> PhotosAsync()
    {
        for (int post = 5; post < 5 + Connections; post++)
        {
            await foreach (ImageSubset<PostPhoto> set in new Post { Id = post }.Photos.ImageSetsAsync(Db))
                yield return set.RequireOriginal();
        }
    }
}
