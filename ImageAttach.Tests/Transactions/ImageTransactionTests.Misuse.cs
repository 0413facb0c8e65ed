using System.Data.Common;
using Dapper;
using Shop;

namespace ImageAttach.Tests.Transactions;

// What users do beneath the transaction, and two operations at once.
public sealed partial class ImageTransactionTests
{
    /// <summary>How the user commits beneath the transaction.</summary>
    public enum Commit
    {
        OfTheDbTransaction,
        AsStatement,
    }

    /// <summary>What the user does next.</summary>
    public enum Then
    {
        Dispose,
        RollBack,
        CloseAndDispose,
        CloseAndRollBack,
        CloseDisposeOfBoth,
    }

    [Test]
    public async Task A_commit_beneath_the_transaction_loses_no_image([Values] Commit commit, [Values] Then then)
    {
        await AttachAsync(Old);
        DbConnection db = await World.AnotherConnectionAsync();
        ImageTransaction tx = await db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(db, New, store: Store, transaction: tx);
        await (commit == Commit.AsStatement ? db.ExecuteAsync("commit", transaction: tx.DbTransaction) : tx.DbTransaction.CommitAsync());
        await EndAsync(db, tx, then);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
    }

    [Test]
    public async Task A_rollback_beneath_the_transaction_loses_no_image([Values] Then then)
    {
        await AttachAsync(Old);
        DbConnection db = await World.AnotherConnectionAsync();
        ImageTransaction tx = await db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(db, New, store: Store, transaction: tx);
        await tx.DbTransaction.RollbackAsync();
        await EndAsync(db, tx, then);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }

    [Test]
    public async Task Of_two_over_one_transaction_the_second_removes_nothing_that_the_first_committed([Values] bool closes)
    {
        await using DbConnection db = await World.AnotherConnectionAsync();
        DbTransaction begun = await db.BeginTransactionAsync();
        ImageTransaction one = ImageTransaction.Over(begun), two = ImageTransaction.Over(begun);
        await new User { Id = 2 }.Picture.FromBlobAsync(db, Old, store: Store, transaction: one);
        await User.Picture.FromBlobAsync(db, New, store: Store, transaction: two);
        await one.CommitAsync();
        if (closes)
            await db.CloseAsync();
        await two.DisposeAsync();
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
    }

    [Test]
    public async Task A_second_operation_while_one_runs_is_refused_before_a_file_is_put()
    {
        TaskCompletionSource slow = new(), started = new();
        Store.BeforePut = key =>
        {
            started.TrySetResult();
            return slow.Task;
        };
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        Task<UserPicture> first = User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await started.Task;
        User other = new() { Id = 2 };
        Assert.That(async () => await other.Picture.FromBlobAsync(Db, Old, store: Store, transaction: tx), Throws.TypeOf<ConcurrentOperationException>());
        Assert.That(async () => await other.Picture.RemoveAsync(Db, Store, tx), Throws.TypeOf<ConcurrentOperationException>());
        Assert.That(async () => await tx.SaveAsync(), Throws.TypeOf<ConcurrentOperationException>());
        Assert.That(async () => await tx.CommitAsync(), Throws.TypeOf<ConcurrentOperationException>());
        Assert.That(async () => await tx.RollbackAsync(), Throws.TypeOf<ConcurrentOperationException>());
        Assert.That(Store.Puts, Is.Empty);

        // The first goes on, fails, and takes nobody's file along.
        slow.SetException(new ImageStoreException("Full."));
        Assert.That(async () => await first, Throws.TypeOf<ImageStoreException>());
        Store.BeforePut = _ => Task.CompletedTask;
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await tx.CommitAsync();
        await AssertPictureAsync(New);
    }

    // Whatever it throws: the transaction has ended beneath it.
    private static async Task EndAsync(DbConnection db, ImageTransaction tx, Then then)
    {
        if (then is Then.CloseAndDispose or Then.CloseAndRollBack)
            await TryAsync(db.CloseAsync);
        if (then == Then.CloseDisposeOfBoth)
            await TryAsync(() => db.DisposeAsync().AsTask());
        if (then is Then.RollBack or Then.CloseAndRollBack)
            await TryAsync(() => tx.RollbackAsync());
        await TryAsync(() => tx.DisposeAsync().AsTask());
        await TryAsync(() => db.DisposeAsync().AsTask());
    }

    private static async Task TryAsync(Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            await TestContext.Out.WriteLineAsync(failure.Message);
        }
    }
}
