using System.Data;
using System.Data.Common;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>Handlers that run once what was done is committed.</summary>
public sealed class OnCommittedTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private readonly List<string> _called = [];

    [SetUp]
    public void Clear() => _called.Clear();

    [Test]
    public async Task Handlers_of_a_transaction_run_in_order_after_the_commit()
    {
        await using ImageTransaction tx = await BeginAsync();
        tx.OnCommitted(() => _called.Add("first"));
        await User.Picture.FromBlobAsync(Db, Picture, store: Store, transaction: tx);
        tx.OnCommitted(() => _called.Add("second"));
        Assert.That(_called, Is.Empty);
        await tx.CommitAsync();
        Assert.That(_called, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task A_handler_that_throws_stops_neither_the_commit_nor_the_others()
    {
        await using ImageTransaction tx = await BeginAsync();
        tx.OnCommitted(() => throw new InvalidOperationException("The index is down."));
        tx.OnCommitted(() => _called.Add("second"));
        await tx.CommitAsync();
        Assert.That(_called, Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public async Task A_rollback_drops_handlers([Values] bool ofSavepoint)
    {
        await using (ImageTransaction tx = await BeginAsync())
        {
            tx.OnCommitted(() => _called.Add("before"));
            if (ofSavepoint)
            {
                await using ImageSavepoint savepoint = await tx.SaveAsync();
                tx.OnCommitted(() => _called.Add("inside"));
                await savepoint.RollbackAsync();
                await tx.CommitAsync();
            }
        }

        Assert.That(_called, Is.EqualTo(ofSavepoint ? ["before"] : Array.Empty<string>()));
    }

    [Test]
    public async Task A_transaction_whose_end_is_not_seen_takes_no_handlers()
    {
        if (Db.State == ConnectionState.Closed)
            await Db.OpenAsync();
        await using DbTransaction raw = await Db.BeginTransactionAsync();
        ImageTransaction joined = ImageTransaction.Join(raw);
        Assert.That(() => joined.OnCommitted(() => { }), Throws.InvalidOperationException.With.Message.Contains("ImageTransaction.Over"));

        ImageTransaction ended = ImageTransaction.Over(raw);
        await ended.RollbackAsync();
        Assert.That(() => ended.OnCommitted(() => { }), Throws.InvalidOperationException.With.Message.Contains("Begin another"));
    }

    [Test]
    public async Task Attached_images_are_reported_once_they_are_committed([Values] bool commits)
    {
        NotingHook failing = new() { BeforeAttached = (_, _) => throw new InvalidOperationException("The index is down.") };
        NotingHook hook = new();
        using IDisposable context = new ImageAttachSettings { Hooks = [failing, hook] }.Use();
        UserPicture picture;
        await using (ImageTransaction tx = await BeginAsync())
        {
            picture = await User.Picture.FromBlobAsync(Db, Picture, store: Store, transaction: tx);
            Assert.That(hook.Attached, Is.Empty);
            if (commits)
                await tx.CommitAsync();
        }

        Assert.That(hook.Attached.Select(image => (image.Original.Key, image.Store)), Is.EqualTo(commits ? [(picture.Key, Store)] : Array.Empty<(StoreKey, IImageStore)>()));
    }

    private async Task<ImageTransaction> BeginAsync()
    {
        if (Db.State == ConnectionState.Closed)
            await Db.OpenAsync();
        return await Db.BeginImageTransactionAsync();
    }
}
