using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class ManySetsTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] First = Pictures.Jpeg(100, 100, seed: 1);
    private static readonly byte[] Second = Pictures.Jpeg(100, 100, seed: 2);

    private readonly Post _post = new() { Id = 5 };

    [SetUp]
    public Task CreateTable() => Db.CreateImageTableAsync<PostPhoto>();

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

    private IAsyncEnumerable<ImageSubset<PostPhoto>> SetsAsync() => _post.Photos.ImageSetsAsync(Db);

    private async Task<(int OrderIndex, int Images)[]> CountsAsync() =>
        await SetsAsync().Select(set => ((int)set.IdentityMap["order_index"], set.Images.Count)).ToArrayAsync();
}
