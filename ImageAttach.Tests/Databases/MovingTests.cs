using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Sets that move: to other discriminators, to other owners, in every kind of transaction.</summary>
public sealed class MovingTests(DatabaseKind kind) : ShopTests(kind)
{
    private Post _post = null!;

    [SetUp]
    public async Task AttachThree()
    {
        _post = new() { Id = 5 };
        await Db.CreateImageTableAsync<PostPhoto>();
        foreach (int index in new[] { 1, 2, 3 })
        {
            await Set(index).FromBlobAsync(Db, Pictures.Jpeg(100, 100, seed: index), photo => photo.Caption = $"photo {index}", Store);
            await Set(index).GenerateThumbnailAsync(Db, width: 20, store: Store);
        }
    }

    [Test]
    public async Task Reordered_sets_take_each_others_keys_with_their_thumbnails_times_and_columns()
    {
        DateTimeOffset third = (await Set(3).LoadAsync(Db)).RequireOriginal().CreatedAt;
        await _post.Photos.ReorderAsync(Db, [Set(3), Set(1), Set(2)], Store);
        await AssertPhotosAsync(3, 1, 2);
        Assert.That((await Set(1).LoadAsync(Db)).RequireOriginal().CreatedAt, Is.EqualTo(third));
        Assert.That(World.Files, Has.Length.EqualTo(6));
        Assert.That(_post.Photos.ImageSets.Select(set => set.RequireOriginal().Caption), Is.EqualTo(new[] { "photo 3", "photo 1", "photo 2" }));
    }

    [Test]
    public async Task Sets_that_are_not_named_stay_when_others_are_reordered()
    {
        await _post.Photos.ReorderAsync(Db, [Set(3), Set(1)], Store);
        await AssertPhotosAsync(3, 2, 1);
    }

    [Test]
    public async Task Sets_move_up_by_one_and_what_is_in_the_way_but_stays_is_replaced()
    {
        await _post.Photos.MoveAsync(Db, [(Set(1), Set(2)), (Set(2), Set(3)), (Set(3), Set(4))], Store);
        await AssertPhotosAsync(0, 1, 2, 3);
        await _post.Photos.MoveAsync(Db, [(Set(4), Set(2))], Store);
        await AssertPhotosAsync(0, 3, 2);
        Assert.That(World.Files, Has.Length.EqualTo(4));
    }

    [Test]
    public async Task A_set_moves_to_another_owner_and_is_copied_to_a_third()
    {
        Post other = new() { Id = 6 }, third = new() { Id = 7 };
        PostPhoto moved = await Set(2).MoveToAsync(Db, other.Photos.GetImageSet(9), Store);
        PostPhoto copied = await other.Photos.GetImageSet(9).CopyToAsync(Db, third.Photos.GetImageSet(1), Store);
        Assert.That((moved.PostId, moved.OrderIndex, moved.Caption), Is.EqualTo((6L, 9, "photo 2")));
        Assert.That((copied.PostId, copied.Caption, copied.Revision == moved.Revision), Is.EqualTo((7L, "photo 2", false)));
        Assert.That(await copied.MakeBlobAsync(Store), Is.EqualTo(Pictures.Jpeg(100, 100, seed: 2)));
        Assert.That((await Set(2).LoadAsync(Db)).Images, Is.Empty);
        Assert.That(World.Files, Has.Length.EqualTo(8));
    }

    [Test]
    public async Task After_a_rollback_everything_is_where_it_was()
    {
        string[] files = World.Files;
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _post.Photos.ReorderAsync(Db, [Set(2), Set(3), Set(1)], Store, tx);
            await _post.Photos.KeepLatestAsync(Db, 1, Store, tx);
            await tx.RollbackAsync();
        }

        await AssertPhotosAsync(1, 2, 3);
        Assert.That(World.Files, Is.EqualTo(files));
    }

    [Test]
    public async Task A_committed_transaction_keeps_the_last_of_several_moves()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _post.Photos.ReorderAsync(Db, [Set(2), Set(1)], Store, tx);
            await _post.Photos.ReorderAsync(Db, [Set(3), Set(1), Set(2)], Store, tx);
            await tx.CommitAsync();
        }

        await AssertPhotosAsync(3, 2, 1);
        Assert.That(World.Files, Has.Length.EqualTo(6));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Moves_follow_an_ambient_transaction(bool completes)
    {
        await using (ImageScope scope = new(isolationLevel: Dialect == SqlDialect.MySql ? System.Transactions.IsolationLevel.RepeatableRead : System.Transactions.IsolationLevel.Serializable))
        {
            await using System.Data.Common.DbConnection db = World.Database.ConnectAmbient();
            await db.OpenAsync();
            await _post.Photos.ReorderAsync(db, [Set(3), Set(2), Set(1)], Store);
            if (completes)
                scope.Complete();
        }

        await AssertPhotosAsync(completes ? [3, 2, 1] : [1, 2, 3]);
        Assert.That(World.Files, Has.Length.EqualTo(6));
    }

    [Test]
    public async Task A_put_that_fails_halfway_leaves_everything_as_it_was()
    {
        string[] files = World.Files;
        int puts = 0;
        Store.BeforePut = _ => ++puts == 4 ? throw new ImageStoreException("Full.") : Task.CompletedTask;
        Assert.That(() => _post.Photos.ReorderAsync(Db, [Set(3), Set(1), Set(2)], Store), Throws.TypeOf<ImageStoreException>());
        await AssertPhotosAsync(1, 2, 3);
        Assert.That(World.Files, Is.EqualTo(files));
    }

    [Test]
    public async Task A_picture_replaced_while_it_is_moved_stays_replaced()
    {
        await using System.Data.Common.DbConnection another = await World.AnotherConnectionAsync();
        byte[] newer = Pictures.Jpeg(50, 50, seed: 9);
        bool replaced = false;
        Store.AfterPut = async _ =>
        {
            if (!replaced)
            {
                replaced = true;
                await Set(1).FromBlobAsync(another, newer, store: Store);
            }
        };
        Assert.That(() => Set(1).MoveToAsync(Db, Set(8), Store), Throws.TypeOf<ImagesChangedException>().With.Message.Contains("replaced or removed"));
        Assert.That(await Set(1).MakeBlobAsync(Db, Store), Is.EqualTo(newer));
        Assert.That((await _post.Photos.CountAsync(Db), World.Files.Length), Is.EqualTo((3, 5)));
    }

    [Test]
    public async Task A_thumbnail_whose_file_is_lost_does_not_keep_a_set_from_moving()
    {
        PostPhoto lost = await Set(1).FindThumbnailAsync(Db, width: 20);
        await Store.DeleteAsync(lost.Key);
        await Set(1).MoveToAsync(Db, Set(8), Store);
        Assert.That((await Set(8).LoadAsync(Db)).Images, Has.Count.EqualTo(1));
        Assert.That(World.Files, Has.Length.EqualTo(5));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_damaged_file_is_reported_and_neither_moved_nor_copied(bool hasItsLength)
    {
        PostPhoto original = (await Set(1).LoadAsync(Db)).RequireOriginal();
        byte[] damaged = await original.MakeBlobAsync(Store);
        damaged[^10] ^= 1;
        damaged = hasItsLength ? damaged : damaged[..^1];
        await Store.DeleteAsync(original.Key);
        await Store.PutAsync(original.Key, new MemoryStream(damaged), reproducible: false);
        string[] files = World.Files;
        foreach (Func<Task> relocate in new Func<Task>[] { () => Set(1).MoveToAsync(Db, Set(8), Store), () => Set(1).CopyToAsync(Db, Set(8), Store) })
        {
            Assert.That(relocate, Throws.TypeOf<ImageFileDamagedException>()
                .With.Message.Contains("damaged").And.Property(nameof(ImageFileDamagedException.Key)).EqualTo(original.Key));
        }

        Assert.That(await _post.Photos.CountAsync(Db), Is.EqualTo(3));
        Assert.That(World.Files, Is.EquivalentTo(files));
    }

    [Test]
    public async Task Misuse_is_told_and_nothing_changes()
    {
        ImageSubset<PostPhoto> strange = new Post { Id = 6 }.Photos.GetImageSet(1);
        Assert.That(() => _post.Photos.ReorderAsync(Db, [Set(1), strange], Store), Throws.ArgumentException.With.Message.Contains("isn't one of"));
        Assert.That(() => _post.Photos.ReorderAsync(Db, [Set(1), Set(1)], Store), Throws.ArgumentException.With.Message.Contains("two places"));
        Assert.That(() => _post.Photos.ReorderAsync(Db, [Set(1), Set(7)], Store), Throws.TypeOf<ImageNotFoundException>());
        Assert.That(() => _post.Photos.MoveAsync(Db, [(Set(1), Set(7)), (Set(1), Set(8))], Store), Throws.ArgumentException);
        Assert.That(() => _post.Photos.MoveAsync(Db, [(Set(1), Set(7)), (Set(2), Set(7))], Store), Throws.ArgumentException);
        Assert.That(() => Set(7).MoveToAsync(Db, Set(8), Store), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("nothing to move"));
        await Set(1).MoveToAsync(Db, Set(1), Store);
        await AssertPhotosAsync(1, 2, 3);
        Assert.That(World.Files, Has.Length.EqualTo(6));
    }

    [Test]
    public async Task A_file_stays_where_it_is_when_the_object_id_does()
    {
        await Db.CreateImageTableAsync<TagIcon>();
        Tag lower = new() { Name = "sea" }, upper = new() { Name = "SEA" };
        TagIcon before = await lower.Icon.FromBlobAsync(Db, Pictures.Jpeg(40, 30), store: Store);
        int puts = Store.Puts.Count;
        TagIcon after = await lower.Icon.MoveToAsync(Db, upper.Icon, Store);
        Assert.That((after.TagName, after.Key), Is.EqualTo(("SEA", before.Key)));
        Assert.That(Store.Puts, Has.Count.EqualTo(puts));
        Assert.That(await upper.Icon.MakeBlobAsync(Db, Store), Is.EqualTo(Pictures.Jpeg(40, 30)));
    }

    private ImageSubset<PostPhoto> Set(int index) => _post.Photos.GetImageSet(index);

    // Which photo is at order index 1, 2, 3 and so on; 0 for none. Rows, files and thumbnails have to agree.
    private async Task AssertPhotosAsync(params int[] photos)
    {
        List<ImageSubset<PostPhoto>> sets = await _post.Photos.ImageSetsAsync(Db).ToListAsync();
        Assert.That(
            sets.Select(set => ((int)set.IdentityMap["order_index"], set.RequireOriginal().Caption)),
            Is.EqualTo(photos.Index().Where(photo => photo.Item > 0).Select(photo => (photo.Index + 1, (string?)$"photo {photo.Item}"))));
        foreach (ImageSubset<PostPhoto> set in sets)
        {
            Assert.That(set.Images, Has.Count.EqualTo(2), "the original and its thumbnail");
            int seed = int.Parse(set.RequireOriginal().Caption!.AsSpan("photo ".Length), provider: null);
            Assert.That(await set.RequireOriginal().MakeBlobAsync(Store), Is.EqualTo(Pictures.Jpeg(100, 100, seed: seed)));
            Assert.That(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await set.Images[1].MakeBlobAsync(Store))), Is.EqualTo(set.Images[1].Sha256));
        }
    }
}
