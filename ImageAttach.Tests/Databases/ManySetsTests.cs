using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class ManySetsTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] First = Pictures.Jpeg(100, 100, seed: 1);
    private static readonly byte[] Second = Pictures.Jpeg(100, 100, seed: 2);

    private Post _post = null!;

    [SetUp]
    public Task CreateTable()
    {
        _post = new() { Id = 5 };
        return Db.CreateImageTableAsync<PostPhoto>();
    }

    [Test]
    public async Task MUL_01_to_MUL_04_Sets_are_made_by_attaching_and_replaced_one_by_one()
    {
        ImageSubset<PostPhoto> zero = _post.Photos.GetImageSet(orderIndex: 0);
        PostPhoto attached = await zero.FromBlobAsync(Db, First, photo => photo.Caption = "Harbour", Store);
        Assert.That((attached.PostId, attached.OrderIndex, attached.Caption), Is.EqualTo((5L, 0, "Harbour")));

        PostPhoto thumbnail = await zero.GenerateThumbnailAsync(Db, ratio: 0.5, store: Store);
        Assert.That((thumbnail.OrderIndex, thumbnail.Caption), Is.EqualTo((0, "Harbour")), "MUL-02");

        ImageSubset<PostPhoto> one = _post.Photos.GetImageSet(orderIndex: 1);
        await one.FromBlobAsync(Db, Second, store: Store);
        Assert.That(await CountsAsync(), Is.EqualTo(new[] { (0, 2), (1, 1) }), "MUL-03");

        await zero.FromBlobAsync(Db, Second, store: Store);
        Assert.That(await CountsAsync(), Is.EqualTo(new[] { (0, 1), (1, 1) }), "MUL-04");
    }

    [Test]
    public async Task MUL_05_and_MUL_06_A_set_never_sees_anothers_thumbnails()
    {
        ImageSubset<PostPhoto> zero = _post.Photos.GetImageSet(0), one = _post.Photos.GetImageSet(1);
        await zero.FromBlobAsync(Db, First, store: Store);
        await one.FromBlobAsync(Db, Second, store: Store);
        PostPhoto thumbnail = await zero.GenerateThumbnailAsync(Db, ratio: 0.2, store: Store);

        Assert.That(await one.TryFindThumbnailAsync(Db, width: 20), Is.Null);
        Assert.That((await zero.FindThumbnailAsync(Db, width: 20)).Revision, Is.EqualTo(thumbnail.Revision));
        PostPhoto other = await one.GenerateThumbnailAsync(Db, ratio: 0.2, store: Store);
        Assert.That(await other.MakeBlobAsync(Store), Is.Not.EqualTo(await thumbnail.MakeBlobAsync(Store)));
        Assert.That((await one.GenerateThumbnailAsync(Db, width: 100, store: Store)).OrderIndex, Is.EqualTo(1));
    }

    [Test]
    public async Task Sets_of_many_owners_load_after_a_command_with_many_parameters()
    {
        Post[] posts = [.. Enumerable.Range(1, 6).Select(id => new Post { Id = id })];
        await posts[^1].Photos.GetImageSet(3).FromBlobAsync(Db, First, store: Store);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            await Db.ExecuteAsync("select @a, @b, @c, @d, @e, @f", new { a = 1, b = 2, c = 3, d = 4, e = 5, f = 6 });
            await Db.LoadImagesAsync(posts, post => post.Photos);
            Assert.That(posts.Select(post => post.Photos.ImageSets.Count), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 1 }));
        }
    }

    [Test]
    public async Task MUL_08_Sets_come_in_the_order_of_their_keys()
    {
        foreach (int index in new[] { 9, 3, 11 })
            await _post.Photos.GetImageSet(index).FromBlobAsync(Db, First, store: Store);
        await new Post { Id = 6 }.Photos.GetImageSet(1).FromBlobAsync(Db, First, store: Store);
        Assert.That(await CountsAsync(), Is.EqualTo(new[] { (3, 1), (9, 1), (11, 1) }));
    }

    [Test]
    public async Task MUL_09_Removing_one_set_leaves_the_others()
    {
        await _post.Photos.GetImageSet(0).FromBlobAsync(Db, First, store: Store);
        await _post.Photos.GetImageSet(1).FromBlobAsync(Db, Second, store: Store);
        await _post.Photos.GetImageSet(1).RemoveAsync(Db, Store);
        Assert.That(await CountsAsync(), Is.EqualTo(new[] { (0, 1) }));
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Removing_all_sets_leaves_other_owners()
    {
        await AttachAsync(0, 1, 2);
        Post other = new() { Id = 6 };
        await other.Photos.GetImageSet(1).FromBlobAsync(Db, First, store: Store);
        await _post.Photos.RemoveAsync(Db, Store);
        Assert.That(await CountsAsync(), Is.Empty);
        Assert.That(_post.Photos.ImageSets, Is.Empty);
        Assert.That((await other.Photos.CountAsync(Db), World.Files.Length), Is.EqualTo((1, 1)));
        await _post.Photos.RemoveAsync(Db, Store);
    }

    [Test]
    public async Task Sets_and_images_are_counted()
    {
        await AttachAsync(0, 1);
        await _post.Photos.GetImageSet(1).GenerateThumbnailAsync(Db, width: 10, store: Store);
        await new Post { Id = 6 }.Photos.GetImageSet(1).FromBlobAsync(Db, First, store: Store);
        Assert.That((await _post.Photos.CountAsync(Db), await _post.Photos.CountImagesAsync(Db)), Is.EqualTo((2, 3)));
        Assert.That((await new Post { Id = 9 }.Photos.CountAsync(Db), await new Post { Id = 9 }.Photos.CountImagesAsync(Db)), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Sets_are_filtered_by_their_originals_and_found_by_queries_of_ones_own()
    {
        await _post.Photos.GetImageSet(1).FromBlobAsync(Db, First, photo => photo.Caption = "Harbour", Store);
        await _post.Photos.GetImageSet(2).FromBlobAsync(Db, Second, photo => photo.Caption = "Beach", Store);
        ImageSubset<PostPhoto> filtered = await _post.Photos.ImageSetsAsync(Db, where: photo => photo.Caption == "Beach").SingleAsync();
        PostPhoto row = await Db.QuerySingleAsync<PostPhoto>("select * from post_photo where caption = 'Beach'");
        Assert.That(_post.Photos.SetOf(row).RequireOriginal().Revision, Is.EqualTo(filtered.RequireOriginal().Revision));
        Assert.That(() => new Post { Id = 6 }.Photos.SetOf(row), Throws.ArgumentException.With.Message.Contains("post_id 6"));
    }

    [Test]
    public async Task The_latest_sets_are_kept()
    {
        await AttachAsync(3, 1, 2);
        await _post.Photos.GetImageSet(1).FromBlobAsync(Db, Second, store: Store); // attached last now
        Assert.That(await _post.Photos.KeepLatestAsync(Db, 2, Store), Is.EqualTo(1));
        Assert.That(await CountsAsync(), Is.EqualTo(new[] { (1, 1), (2, 1) }));
        Assert.That(World.Files, Has.Length.EqualTo(2));
        Assert.That(await _post.Photos.KeepLatestAsync(Db, 5, Store), Is.Zero);
        Assert.That(await _post.Photos.KeepLatestAsync(Db, 0, Store), Is.EqualTo(2));
        Assert.That(World.Files, Is.Empty);
        Assert.That(() => _post.Photos.KeepLatestAsync(Db, -1, Store), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Many_owners_many_sets_cost_one_query_and_then_nothing()
    {
        Post[] posts = [.. Enumerable.Range(1, 60).Select(id => new Post { Id = id })];
        foreach (Post post in posts.Where(post => post.Id % 20 == 0))
        {
            foreach (int index in new[] { 9, 3 })
                await post.Photos.GetImageSet(index).FromBlobAsync(Db, First, store: Store);
            await post.Photos.GetImageSet(3).GenerateThumbnailAsync(Db, width: 10, store: Store);
        }

        Post[] page = [.. posts.Append(posts[19]).Select(post => new Post { Id = post.Id })];
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(page, post => post.Photos);
        Assert.That(counter.Commands, Is.EqualTo(1));
        foreach (Post post in page)
        {
            int[] expected = post.Id % 20 == 0 ? [3, 9] : [];
            Assert.That(post.Photos.ImageSets.Select(set => set.IdentityMap["order_index"]), Is.EqualTo(expected));
            Assert.That(post.Photos.GetImageSet(3).Images, Has.Count.EqualTo(expected.Length), "the original and its thumbnail, or nothing");
            Assert.That(post.Photos.GetImageSet(4).ToHtml(Store), Is.Empty);
        }

        Assert.That(counter.Commands, Is.EqualTo(1));
    }

    [Test]
    public async Task No_owners_many_sets_cost_no_query()
    {
        using CommandCounter counter = new();
        await using System.Data.Common.DbConnection db = await counter.ConnectAsync(World.Database);
        await db.LoadImagesAsync(Array.Empty<Post>(), post => post.Photos);
        Assert.That(counter.Commands, Is.Zero);
    }

    [Test]
    public void Sets_that_are_not_loaded_say_so() =>
        Assert.That(() => new Post { Id = 5 }.Photos.ImageSets, Throws.InvalidOperationException.With.Message.Contains("post-photo of post_id 5"));

    [Test]
    public async Task A_set_found_by_enumeration_can_be_attached_to_and_its_new_rows_have_its_key()
    {
        await _post.Photos.GetImageSet(3).FromBlobAsync(Db, First, photo => photo.Caption = "Old", Store);
        ImageSubset<PostPhoto> found = await SetsAsync().SingleAsync();
        PostPhoto attached = await found.FromBlobAsync(Db, Second, store: Store);
        Assert.That((attached.PostId, attached.OrderIndex, attached.Caption), Is.EqualTo((5L, 3, (string?)null)), "the caption was the old picture's");
    }

    [Test]
    public async Task Sets_without_an_original_are_not_listed()
    {
        await _post.Photos.GetImageSet(0).FromBlobAsync(Db, First, store: Store);
        await _post.Photos.GetImageSet(0).GenerateThumbnailAsync(Db, width: 10, store: Store);
        await Db.ExecuteAsync("delete from post_photo where original");
        Assert.That(await CountsAsync(), Is.Empty);
    }

    private async Task AttachAsync(params int[] indices)
    {
        foreach (int index in indices)
            await _post.Photos.GetImageSet(index).FromBlobAsync(Db, First, store: Store);
    }

    private IAsyncEnumerable<ImageSubset<PostPhoto>> SetsAsync() => _post.Photos.ImageSetsAsync(Db);

    private async Task<(int OrderIndex, int Images)[]> CountsAsync() =>
        await SetsAsync().Select(set => ((int)set.IdentityMap["order_index"], set.Images.Count)).ToArrayAsync();
}
