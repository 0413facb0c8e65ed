using System.Data.Common;
using System.Transactions;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>What image sets show without a connection: what is committed, or what their own transaction sees.</summary>
public sealed class LoadedStateTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] First = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] Second = Pictures.Jpeg(40, 30, seed: 2);

    private Post _post = null!;

    [SetUp]
    public Task CreateTable()
    {
        _post = new() { Id = 5 };
        return Db.CreateImageTableAsync<PostPhoto>();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task After_a_rollback_the_old_image_is_shown(bool isDisposed)
    {
        UserPicture old = await AttachAsync(First);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            UserPicture attached = await User.Picture.FromBlobAsync(Db, Second, store: Store, transaction: tx);
            await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store, transaction: tx);
            Assert.That((User.Picture.RequireOriginal().Revision, User.Picture.Images.Count), Is.EqualTo((attached.Revision, 2)), "its own transaction sees it");
            if (!isDisposed)
                await tx.RollbackAsync();
        }

        Assert.That(User.Picture.Images.Select(image => image.Revision), Is.EqualTo(new[] { old.Revision }));
    }

    [Test]
    public async Task A_set_that_was_not_loaded_is_not_loaded_after_a_rollback()
    {
        User other = new() { Id = 7 };
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, First, store: Store, transaction: tx);
            await other.Picture.LoadAsync(Db, tx);
        }

        Assert.That((User.Picture.IsLoaded, other.Picture.IsLoaded), Is.EqualTo((false, false)));
        Assert.That(() => User.Picture.Original, Throws.InvalidOperationException);
    }

    [Test]
    public async Task After_a_savepoint_is_rolled_back_the_set_is_as_it_was_then()
    {
        await AttachAsync(First);
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        UserPicture second = await User.Picture.FromBlobAsync(Db, Second, store: Store, transaction: tx);
        await using (ImageSavepoint savepoint = await tx.SaveAsync())
        {
            await User.Picture.RemoveAsync(Db, Store, tx);
            Assert.That(User.Picture.Original, Is.Null);
            await savepoint.RollbackAsync();
        }

        Assert.That(User.Picture.RequireOriginal().Revision, Is.EqualTo(second.Revision));
        await tx.CommitAsync();
        Assert.That(User.Picture.RequireOriginal().Revision, Is.EqualTo(second.Revision));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task After_a_scope_is_aborted_the_old_image_is_shown(bool isImageScope)
    {
        UserPicture old = await AttachAsync(First);
        User other = new() { Id = 7 };
        await Db.CloseAsync();
        if (isImageScope)
        {
            await using ImageScope scope = new();
            await AttachInScopeAsync();
        }
        else
        {
            using TransactionScope scope = new(TransactionScopeAsyncFlowOption.Enabled);
            await AttachInScopeAsync();
        }

        Assert.That(User.Picture.RequireOriginal().Revision, Is.EqualTo(old.Revision));
        Assert.That(other.Picture.IsLoaded, Is.False);

        async Task AttachInScopeAsync()
        {
            await using DbConnection db = World.Database.ConnectAmbient();
            await db.OpenAsync();
            await User.Picture.FromBlobAsync(db, Second, store: Store);
            await db.LoadImagesAsync([other], user => user.Picture);
            Assert.That((User.Picture.RequireOriginal().Revision == old.Revision, other.Picture.IsLoaded), Is.EqualTo((false, true)));
        }
    }

    [Test]
    public async Task After_an_operation_that_failed_the_old_image_is_shown()
    {
        UserPicture old = await AttachAsync(First);
        Store.BeforePut = _ => throw new ImageStoreException("The disk is full.");
        Assert.That(async () => await AttachAsync(Second), Throws.TypeOf<ImageStoreException>());
        Assert.That(User.Picture.RequireOriginal().Revision, Is.EqualTo(old.Revision));
    }

    [Test]
    public async Task A_replaced_original_is_no_longer_shown_once_that_is_noticed()
    {
        await AttachAsync(First);
        Store.BeforePut = async _ =>
        {
            Store.BeforePut = _ => Task.CompletedTask;
            await using DbConnection other = await World.AnotherConnectionAsync();
            await new User { Id = User.Id }.Picture.FromBlobAsync(other, Second, store: Store);
        };
        Assert.That(async () => await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store), Throws.TypeOf<ImageNotFoundException>());
        Assert.That(User.Picture.IsLoaded, Is.False);
    }

    [TestCase(nameof(CommitResult.RolledBack), true)]
    [TestCase(nameof(CommitResult.Unknown), false)]
    public async Task After_an_unknown_outcome_the_images_are_not_loaded(string outcome, bool isLoaded)
    {
        UserPicture old = await AttachAsync(First);
        FileLedger ledger = new();
        User.Picture.SetLoaded([], ledger);
        ledger.RunCallbacks(Enum.Parse<CommitResult>(outcome));
        Assert.That(User.Picture.IsLoaded, Is.EqualTo(isLoaded));
        if (isLoaded)
            Assert.That(User.Picture.RequireOriginal().Revision, Is.EqualTo(old.Revision));
    }

    [Test]
    public async Task Sets_and_their_owner_show_the_same()
    {
        await _post.Photos.LoadAsync(Db);
        Assert.That(_post.Photos.ImageSets, Is.Empty);
        await _post.Photos.GetImageSet(9).FromBlobAsync(Db, First, store: Store);
        await _post.Photos.GetImageSet(3).FromBlobAsync(Db, Second, store: Store);
        await _post.Photos.AddAsync(Db, First, store: Store);
        Assert.That(Order(), Is.EqualTo(new[] { 3, 9, 10 }));

        ImageSubset<PostPhoto> nine = _post.Photos.GetImageSet(9);
        Assert.That(nine, Is.SameAs(_post.Photos.ImageSets[1]));
        await nine.GenerateThumbnailAsync(Db, width: 10, store: Store);
        Assert.That(_post.Photos.ImageSets[1].Images, Has.Count.EqualTo(2));
        await nine.MoveToAsync(Db, _post.Photos.GetImageSet(1), Store);
        Assert.That(Order(), Is.EqualTo(new[] { 1, 3, 10 }));
        Assert.That(nine.Original, Is.Null);

        ImageSubset<PostPhoto> three = _post.Photos.GetImageSet(3);
        await _post.Photos.KeepLatestAsync(Db, 1, Store);
        Assert.That((Order(), three.Original), Is.EqualTo((new[] { 10 }, (PostPhoto?)null)));
        await Db.RemoveImagesAsync(_post, Store);
        Assert.That(_post.Photos.ImageSets, Is.Empty);
        Assert.That(_post.Photos.GetImageSet(10).Original, Is.Null);
    }

    [Test]
    public async Task A_set_that_was_given_before_the_others_were_loaded_shows_what_they_do()
    {
        ImageSubset<PostPhoto> nine = _post.Photos.GetImageSet(9), three = _post.Photos.GetImageSet(3);
        await new Post { Id = 5 }.Photos.GetImageSet(9).FromBlobAsync(Db, First, store: Store);
        await Db.LoadImagesAsync([_post], post => post.Photos);
        Assert.That((nine.IsLoaded, three.IsLoaded), Is.EqualTo((true, true)));
        Assert.That((nine.Original?.OrderIndex, three.Original), Is.EqualTo((9, (PostPhoto?)null)));
    }

    [Test]
    public async Task After_a_rollback_sets_and_their_owner_show_what_was_there()
    {
        foreach (int index in new[] { 1, 2, 3 })
            await _post.Photos.GetImageSet(index).FromBlobAsync(Db, First, store: Store);
        await _post.Photos.LoadAsync(Db);
        string[] before = Revisions();
        Func<ImageTransaction, Task>[] changes =
        [
            tx => _post.Photos.GetImageSet(4).FromBlobAsync(Db, Second, store: Store, transaction: tx),
            tx => _post.Photos.AddAsync(Db, Second, store: Store, transaction: tx),
            tx => _post.Photos.GetImageSet(2).RemoveAsync(Db, Store, tx),
            tx => _post.Photos.RemoveAsync(Db, Store, tx),
            tx => _post.Photos.KeepLatestAsync(Db, 1, Store, tx),
            tx => _post.Photos.ReorderAsync(Db, [_post.Photos.GetImageSet(3), _post.Photos.GetImageSet(1)], Store, tx),
            tx => _post.Photos.MoveAsync(Db, [(_post.Photos.GetImageSet(1), _post.Photos.GetImageSet(8))], Store, tx),
            tx => _post.Photos.GetImageSet(1).MoveToAsync(Db, _post.Photos.GetImageSet(7), Store, tx),
            tx => _post.Photos.GetImageSet(1).CopyToAsync(Db, _post.Photos.GetImageSet(6), Store, tx),
            tx => Db.RemoveImagesAsync(_post, Store, tx),
            async tx =>
            {
                await new Post { Id = 5 }.Photos.GetImageSet(2).RemoveAsync(Db, Store, tx);
                await Db.LoadImagesAsync([_post], post => post.Photos, tx);
            },
        ];
        foreach (Func<ImageTransaction, Task> change in changes)
        {
            await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            {
                await change(tx);
                Assert.That(Revisions(), Is.Not.EqualTo(before), "its own transaction sees it");
            }

            Assert.That(Revisions(), Is.EqualTo(before));
            Assert.That(_post.Photos.GetImageSet(4).Original, Is.Null);
            foreach (ImageSubset<PostPhoto> set in _post.Photos.ImageSets)
                Assert.That(await set.RequireOriginal().MakeBlobAsync(Store), Is.EqualTo(First));
        }
    }

    [Test]
    public async Task A_set_that_is_first_asked_for_in_a_transaction_is_not_loaded_after_a_rollback()
    {
        await new Post { Id = 5 }.Photos.GetImageSet(1).FromBlobAsync(Db, First, store: Store);
        ImageSubset<PostPhoto> one;
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _post.Photos.RemoveAsync(Db, Store, tx);
            one = _post.Photos.GetImageSet(1);
            Assert.That(one.Original, Is.Null);
        }

        Assert.That((one.IsLoaded, _post.Photos.IsLoaded), Is.EqualTo((false, false)));
    }

    private int[] Order() => [.. _post.Photos.ImageSets.Select(set => set.RequireOriginal().OrderIndex)];

    private string[] Revisions() => [.. _post.Photos.ImageSets.SelectMany(set => set.Images).Select(image => image.Revision)];
}
