using System.Data;
using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Transactions;

/// <summary>Files follow a transaction that the user began: rows and files, after each of its ends.</summary>
[TestFixture(DatabaseKind.Sqlite, StoreKind.Disk)]
[TestFixture(DatabaseKind.MariaDb, StoreKind.Disk)]
[TestFixture(DatabaseKind.PostgreSql, StoreKind.Disk)]
[TestFixture(DatabaseKind.Sqlite, StoreKind.Memory)]
[TestFixture(DatabaseKind.MariaDb, StoreKind.Memory)]
[TestFixture(DatabaseKind.PostgreSql, StoreKind.Memory)]
[TestFixture(DatabaseKind.Sqlite, StoreKind.Sandbox)]
[TestFixture(DatabaseKind.MariaDb, StoreKind.Sandbox)]
[TestFixture(DatabaseKind.PostgreSql, StoreKind.Sandbox)]
[TestFixture(DatabaseKind.Sqlite, StoreKind.S3)]
[TestFixture(DatabaseKind.Sqlite, StoreKind.Azure)]
public sealed partial class ImageTransactionTests(DatabaseKind kind, StoreKind store) : ShopTests(kind, store: store)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    [Test]
    public async Task TX_01_A_rolled_back_attach_leaves_neither_row_nor_file([Values] bool fromContext)
    {
        using IDisposable? context = fromContext ? StoreContext.Use(Store) : null;
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            UserPicture attached = await User.Picture.FromBlobAsync(Db, New, store: fromContext ? null : Store, transaction: tx);
            Assert.That((await User.Picture.LoadAsync(Db, tx)).Original!.Revision, Is.EqualTo(attached.Revision));
            Assert.That(World.Files, Has.Length.EqualTo(1));
            await tx.RollbackAsync();
        }

        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_02_A_committed_removal_removes_row_and_file()
    {
        await AttachAsync(Old);
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.RemoveAsync(Db, Store, tx);
        Assert.That(World.Files, Has.Length.EqualTo(1), "TX-07: not before the commit");
        await tx.CommitAsync();
        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_03_A_rolled_back_removal_keeps_row_and_bytes()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.RemoveAsync(Db, Store, tx);
            await tx.RollbackAsync();
        }

        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task TX_06_Rows_that_other_code_inserted_are_removed_with_their_files()
    {
        UserPicture picture = new()
        {
            UserId = User.Id, Size = new ImageSize(60, 40), MimeType = "image/jpeg", Original = true, Revision = "fromelsewhere", CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await Store.PutAsync(picture, new MemoryStream(Old));
        await Db.ExecuteAsync(
            "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision) values (@UserId, 60, 40, 'image/jpeg', @Original, @Time, @Revision)",
            new { picture.UserId, picture.Original, Time = picture.CreatedAt.UtcDateTime, picture.Revision });
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));

        await User.Picture.RemoveAsync(Db, Store);
        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_08_A_committed_replacement_keeps_the_new_bytes_and_removes_the_old_file()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            Assert.That(World.Files, Has.Length.EqualTo(2));
            await tx.CommitAsync();
        }

        await AssertPictureAsync(New);
    }

    [Test]
    public async Task TX_09_A_rolled_back_replacement_keeps_the_old_bytes()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store, transaction: tx);
            await tx.RollbackAsync();
        }

        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task TX_10_Two_transactions_have_nothing_to_do_with_each_other([Values] bool firstCommits, [Values] bool secondCommits)
    {
        if (Kind == DatabaseKind.Sqlite)
            Assert.Pass("SQLite lets one transaction write at a time.");
        await using DbConnection other = await World.AnotherConnectionAsync();
        User second = new() { Id = 99 };
        await World.AddNeighboursAsync(98, 100, 1233, 1235);
        await using ImageTransaction one = await Db.BeginImageTransactionAsync(IsolationLevel.ReadCommitted);
        await using ImageTransaction two = await other.BeginImageTransactionAsync(IsolationLevel.ReadCommitted);
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: one);
        await second.Picture.FromBlobAsync(other, Old, store: Store, transaction: two);

        await (secondCommits ? two.CommitAsync() : two.RollbackAsync());
        Assert.That(World.Files, Has.Length.EqualTo(secondCommits ? 2 : 1));
        await (firstCommits ? one.CommitAsync() : one.RollbackAsync());

        await User.Picture.LoadAsync(Db);
        await second.Picture.LoadAsync(Db);
        Assert.That(
            World.Files, Is.EquivalentTo(User.Picture.Images.Concat(second.Picture.Images).Select(image => image.Key.ToPath())));
        Assert.That((User.Picture.Original is not null, second.Picture.Original is not null), Is.EqualTo((firstCommits, secondCommits)));
    }

    [Test]
    public async Task TX_11_A_rolled_back_savepoint_undoes_rows_and_files_since_and_nothing_else()
    {
        User inner = new() { Id = 2 };
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await using (ImageSavepoint savepoint = await tx.SaveAsync())
            {
                await inner.Picture.FromBlobAsync(Db, Old, store: Store, transaction: tx);
                await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store, transaction: tx);
                await savepoint.RollbackAsync();
            }

            Assert.That(World.Files, Has.Length.EqualTo(1));
            await tx.CommitAsync();
        }

        await AssertPictureAsync(New);
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task TX_12_What_a_kept_savepoint_did_goes_with_the_transactions_rollback()
    {
        User removed = new() { Id = 2 };
        await removed.Picture.FromBlobAsync(Db, Old, store: Store);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await using (ImageSavepoint savepoint = await tx.SaveAsync())
            {
                await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
                await removed.Picture.RemoveAsync(Db, Store, tx);
            }

            await tx.RollbackAsync();
        }

        Assert.That(await removed.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task TX_13_A_rolled_back_savepoint_keeps_removals_from_before_it()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.RemoveAsync(Db, Store, tx);
            await using (ImageSavepoint savepoint = await tx.SaveAsync())
            {
                await new User { Id = 2 }.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
                await savepoint.RollbackAsync();
            }

            await tx.CommitAsync();
        }

        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_15_A_transaction_disposed_of_without_commit_removes_its_files()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task TX_15_A_connection_closed_under_the_transaction_loses_no_committed_image()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await Db.CloseAsync();
        }

        await Db.OpenAsync();
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
        Assert.That(World.Files, Has.Length.EqualTo(2), "the new one is left to the sweep: a closed connection proves nothing");
    }

    [Test]
    public async Task TX_16_A_file_that_cannot_be_removed_does_not_stop_the_others_nor_the_commit()
    {
        await AttachAsync(Old);
        await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        Store.BeforeDelete = key => key.Width == 10 ? throw new ImageStoreException("Forbidden.") : Task.CompletedTask;
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.RemoveAsync(Db, Store, tx);
        await tx.CommitAsync();
        Assert.That(await World.RowsAsync(), Is.Zero);
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task TX_17_Files_are_removed_from_the_store_that_they_were_put_into()
    {
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        using (StoreContext.Use(Store))
            await User.Picture.FromBlobAsync(Db, New, transaction: tx);
        using (StoreContext.Use(new FaultyStore(Store) { BeforeDelete = _ => throw new InvalidOperationException("The wrong store.") }))
            await tx.RollbackAsync();
        await AssertEmptyAsync();
    }

    [Test]
    public async Task TX_18_Clearing_a_set_removes_all_rows_and_files()
    {
        await AttachAsync(Old);
        await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.RemoveAsync(Db, Store, tx);
        await tx.CommitAsync();
        await AssertEmptyAsync();
    }

    [Test]
    public async Task A_savepoint_of_the_users_own_brings_old_rows_back_and_their_files_are_still_there()
    {
        await AttachAsync(Old);
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await Db.ExecuteAsync("savepoint mine", transaction: tx.DbTransaction);
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await Db.ExecuteAsync("rollback to savepoint mine", transaction: tx.DbTransaction);
        await tx.CommitAsync();
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }

    [Test]
    public async Task A_statement_that_commits_by_itself_loses_no_image()
    {
        await AttachAsync(Old);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await Db.ExecuteAsync("create table another (id int)", transaction: tx.DbTransaction); // commits on MariaDB
            await tx.RollbackAsync();
        }

        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Kind == DatabaseKind.MariaDb ? New : Old));
    }

    [Test]
    public async Task A_transaction_may_be_joined_and_no_committed_image_is_lost_whatever_its_end([Values] bool commits, [Values] bool silently)
    {
        await AttachAsync(Old);
        await using (DbTransaction raw = await Db.BeginTransactionAsync())
        {
#pragma warning disable IMGA050, CS0618 // what is obsolete goes on working
            await using (ImageTransaction joined = silently ? raw : ImageTransaction.Join(raw))
                await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: joined);
#pragma warning restore IMGA050, CS0618
            await (commits ? raw.CommitAsync() : raw.RollbackAsync());
        }

        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(commits ? New : Old));
        Assert.That(World.Files, Has.Length.EqualTo(2), "one file is left for the sweep");
    }

    [Test]
    public async Task A_transaction_that_has_begun_already_can_be_taken_over()
    {
        DbTransaction begun = await Db.BeginTransactionAsync();
        await using (ImageTransaction tx = ImageTransaction.Over(begun))
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
            await tx.RollbackAsync();
        }

        await AssertEmptyAsync();
    }

    [Test]
    public async Task Misuse_is_told_before_anything_is_stored()
    {
        ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await using DbConnection other = await World.AnotherConnectionAsync();
        Assert.That(async () => await User.Picture.FromBlobAsync(other, New, store: Store, transaction: tx), Throws.ArgumentException.With.Message.Contains("another connection"));
        ImageSavepoint savepoint = await tx.SaveAsync();
        await savepoint.RollbackAsync();
        Assert.That(() => savepoint.RollbackAsync(), Throws.InvalidOperationException);
        await tx.CommitAsync();
        Assert.That(() => tx.CommitAsync(), Throws.InvalidOperationException.With.Message.Contains("Begin another"));
        Assert.That(() => tx.RollbackAsync(), Throws.InvalidOperationException);
        Assert.That(() => tx.SaveAsync(), Throws.InvalidOperationException);
        Assert.That(async () => await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx), Throws.InvalidOperationException);
        await tx.DisposeAsync();
        await tx.DisposeAsync();
        Assert.That(World.Files, Is.Empty);
        Assert.That(Store.Puts, Is.Empty);
    }

    [Test]
    public async Task Cancelling_before_the_commit_leaves_the_transaction_open()
    {
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        Assert.That(() => tx.CommitAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        await tx.CommitAsync();
        await AssertPictureAsync(New);
    }

    private static async Task<bool> FailsAsync(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (DbException)
        {
            return true;
        }
    }

    private async Task AssertPictureAsync(byte[] bytes)
    {
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(bytes));
    }

    private async Task AssertEmptyAsync()
    {
        Assert.That((await User.Picture.LoadAsync(Db)).Original, Is.Null);
        Assert.That(await World.RowsAsync(), Is.Zero);
        Assert.That(World.Files, Is.Empty);
    }
}
