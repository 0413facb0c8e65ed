using System.Data.Common;
using System.Transactions;
using ImageAttach.Diagnostics;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Outages;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>A transaction that stays open longer than the grace period of a sweep: its commit looks at its files once more.</summary>
public sealed class OldFileTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private ShiftedClock _clock = null!;
    private IDisposable _context = null!;

    private StoreKey NewKey => Store.Puts[^1].Key;

    [SetUp]
    public void UseClock() => _context = new ImageAttachSettings { Clock = _clock = new() }.Use();

    [SetUp]
    public Task AttachOld() => AttachAsync(Old);

    [TearDown]
    public void GiveBack()
    {
        _context.Dispose();
        Fault.Reached = null;
    }

    [Test]
    public async Task A_missing_file_dooms_the_transaction([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        Exception? thrown = await ReplaceAsync(front, () =>
        {
            Age(TimeSpan.FromHours(1));
            RemoveFile(NewKey);
        });
        Assert.That(thrown, Is.TypeOf<TransactionDoomedException>().With.Message.Contains(NewKey.ToString()).And.Message.Contains("grace period"));
        await AssertOldAsync();
    }

    [Test]
    public async Task A_store_that_can_not_be_asked_fails_the_commit([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        Exception? thrown = await ReplaceAsync(front, () =>
        {
            Age(TimeSpan.FromHours(1));
            Store.BeforeOpen = _ => throw new ImageStoreException("The bucket isn't there.");
        });
        Assert.That(thrown, Is.TypeOf<ImageStoreException>().With.Message.EqualTo("The bucket isn't there."));
        Store.BeforeOpen = _ => Task.CompletedTask;
        await AssertOldAsync();
    }

    [Test]
    public async Task A_transaction_stays_open_when_its_store_can_not_be_asked([Values] bool hangs)
    {
        // Longer than a busy machine takes to open a file in memory.
        using IDisposable context = (ImageAttachSettings.Current with { StoreTimeout = hangs ? TimeSpan.FromSeconds(3) : TimeSpan.FromMinutes(5) }).Use();
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            Age(TimeSpan.FromHours(25));
            TaskCompletionSource answer = new();
            Store.BeforeOpen = _ => hangs ? answer.Task : throw new ImageStoreException("The bucket isn't there.");
            Assert.That(() => tx.CommitAsync(), Throws.TypeOf<ImageStoreException>().With.Message.Contains(hangs ? "didn't answer" : "The bucket isn't there."));
            Assert.That(tx.IsEnded, Is.False);

            answer.SetResult();
            Store.BeforeOpen = _ => Task.CompletedTask;
            await tx.CommitAsync();
        }

        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task Files_that_are_there_are_committed([Values(Front.Own, Front.Explicit, Front.Ambient)] Front front)
    {
        Assert.That(await ReplaceAsync(front, () => Age(TimeSpan.FromHours(25))), Is.Null);
        Assert.That(Store.Opens, Is.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
    }

    [TestCase(30, 0)]
    [TestCase(60, 1)]
    [TestCase(-30, 0)]
    [TestCase(-90, 1)]
    public async Task Only_old_files_are_looked_at_also_by_a_clock_that_was_set_back(int minutes, int opens)
    {
        Assert.That(await ReplaceAsync(Front.Explicit, () => Age(TimeSpan.FromMinutes(minutes))), Is.Null);
        Assert.That(Store.Opens, Is.EqualTo(opens));
    }

    [Test]
    public async Task Files_that_were_obsolete_or_undone_in_the_transaction_may_be_missing()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            StoreKey obsolete = NewKey;
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await using (ImageSavepoint savepoint = await tx.SaveAsync())
            {
                await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store, transaction: tx);
                await savepoint.RollbackAsync();
            }

            RemoveFile(obsolete);
            Age(TimeSpan.FromHours(25));
            await tx.CommitAsync();
        }

        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    private void Age(TimeSpan by) => _clock.Difference = by;

    private void RemoveFile(StoreKey key) => File.Delete(Path.Combine(World.ImageFolder, key.ToPath()));

    // What happens before the commit, and what the commit throws.
    private async Task<Exception?> ReplaceAsync(Front front, Action beforeCommit)
    {
        try
        {
            await (front switch
            {
                Front.Own => ReplaceInOwnAsync(beforeCommit),
                Front.Explicit => ReplaceInTransactionAsync(beforeCommit),
                _ => ReplaceInScopeAsync(beforeCommit),
            });
            return null;
        }
        catch (TransactionAbortedException aborted)
        {
            return aborted.InnerException;
        }
        catch (ImageAttachException thrown)
        {
            return thrown;
        }
    }

    private Task<UserPicture> ReplaceInOwnAsync(Action beforeCommit)
    {
        Fault.Reached = point =>
        {
            if (point == FaultPoint.RowInserted)
                beforeCommit();
        };
        return User.Picture.FromBlobAsync(Db, New, store: Store);
    }

    private async Task ReplaceInTransactionAsync(Action beforeCommit)
    {
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        beforeCommit();
        await tx.CommitAsync();
    }

    private async Task ReplaceInScopeAsync(Action beforeCommit)
    {
        await using ImageScope scope = new();
        await using (DbConnection db = World.Database.ConnectAmbient())
        {
            await db.OpenAsync();
            await User.Picture.FromBlobAsync(db, New, store: Store);
        }

        beforeCommit();
        scope.Complete();
    }

    private async Task AssertOldAsync()
    {
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }
}
