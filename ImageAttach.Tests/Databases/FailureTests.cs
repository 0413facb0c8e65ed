using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Each step of an operation made to fail: the old picture stays, and nothing new is left.</summary>
public sealed class FailureTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(300, 200, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(300, 200, seed: 2);

    [SetUp]
    public Task AttachTheOldPicture() => AttachAsync(Old);

    [Test]
    public async Task An_upload_that_breaks_off_costs_nothing()
    {
        using AwkwardStream upload = new(New, failAt: New.Length / 2);
        Assert.That(async () => await User.Picture.FromFileAsync(Db, upload, store: Store), Throws.InstanceOf<IOException>());
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_store_that_fails_after_keeping_the_file_costs_nothing()
    {
        Store.AfterPut = _ => throw new ImageStoreException("The answer was lost.");
        Assert.That(async () => await AttachAsync(New), Throws.TypeOf<ImageStoreException>());
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_row_that_cannot_be_written_takes_its_file_with_it()
    {
        await Db.ExecuteAsync(Kind switch
        {
            DatabaseKind.Sqlite => "create trigger no_more before insert on user_picture begin select raise(abort, 'no more pictures'); end",
            DatabaseKind.MariaDb => "create trigger no_more before insert on user_picture for each row signal sqlstate '45000'",
            _ => """
                create function no_more() returns trigger language plpgsql as $$ begin raise 'no more pictures'; end $$;
                create trigger no_more before insert on user_picture for each row execute function no_more();
                """,
        });
        Assert.That(async () => await AttachAsync(New), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(
            async () => await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store),
            Throws.InstanceOf<System.Data.Common.DbException>());
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_commit_that_fails_takes_the_file_with_it()
    {
        if (Kind == DatabaseKind.MariaDb)
            Assert.Pass("MariaDB checks nothing as late as at the commit.");
        await Db.ExecuteAsync(Kind == DatabaseKind.Sqlite
            ? """
              pragma foreign_keys = on;
              create table parent (id integer primary key);
              create table child (id integer references parent (id) deferrable initially deferred);
              create trigger break_the_commit after insert on user_picture begin insert into child values (99); end;
              """
            : """
              create table parent (id integer primary key);
              create table child (id integer references parent (id) deferrable initially deferred);
              create function break_the_commit() returns trigger language plpgsql as $$ begin insert into child values (99); return new; end $$;
              create trigger break_the_commit after insert on user_picture for each row execute function break_the_commit();
              """);
        Assert.That(
            async () => await AttachAsync(New),
            Throws.InstanceOf<System.Data.Common.DbException>().With.Message.Contains("foreign key").IgnoreCase);
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_missing_table_leaves_no_file()
    {
        await Db.ExecuteAsync("drop table front_cover");
        Assert.That(
            async () => await User.FrontCover.FromBlobAsync(Db, New, store: Store),
            Throws.TypeOf<ImageTableException>()
                .With.Message.Contains("'front_cover'").And.Message.Contains("CreateImageTableAsync<UserFrontCover>()")
                .And.InnerException.InstanceOf<System.Data.Common.DbException>());
        Assert.That(async () => await User.FrontCover.LoadAsync(Db), Throws.TypeOf<ImageTableException>());
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task Cancelling_before_the_commit_costs_nothing()
    {
        using CancellationTokenSource cancellation = new();
        Store.AfterPut = _ => cancellation.CancelAsync();
        Assert.That(
            async () => await User.Picture.FromBlobAsync(Db, New, store: Store, cancellationToken: cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_file_that_cannot_be_removed_after_the_commit_does_not_undo_it()
    {
        Store.BeforeDelete = _ => throw new ImageStoreException("Forbidden.");
        await AttachAsync(New);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
        Assert.That(World.Files, Has.Length.EqualTo(2), "the old file is left for the sweep");
    }

    [Test]
    public async Task The_error_of_the_database_is_told_even_when_cleaning_up_fails_as_well()
    {
        Store.BeforeDelete = _ => throw new ImageStoreException("Forbidden.");
        await Db.ExecuteAsync("drop table user_picture");
        Assert.That(async () => await AttachAsync(New), Throws.TypeOf<ImageTableException>());
    }

    [Test]
    public async Task A_missing_column_is_told_and_leaves_no_file()
    {
        await Db.ExecuteAsync("alter table front_cover drop column sha256");
        Assert.That(
            async () => await User.FrontCover.FromBlobAsync(Db, New, store: Store),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("'front_cover'").And.Message.Contains("sha256"));
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_read_only_database_is_told_and_leaves_no_file()
    {
        await using System.Data.Common.DbConnection db = World.Database.Connect(Kind switch
        {
            DatabaseKind.Sqlite => "Mode=ReadOnly",
            DatabaseKind.MariaDb => "",
            _ => "Options=-c default_transaction_read_only=on",
        });
        await db.OpenAsync();
        if (Kind == DatabaseKind.MariaDb)
            await db.ExecuteAsync("set session transaction read only");
        Assert.That(
            async () => await User.FrontCover.FromBlobAsync(db, New, store: Store),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("read-only"));
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_store_that_does_not_read_to_the_end_is_found_out()
    {
        IImageStore lazy = new LazyStore();
        Assert.That(
            async () => await User.Picture.FromBlobAsync(Db, New, store: lazy),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("10 of"));
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task Inside_a_TransactionScope_a_connection_from_outside_is_refused()
    {
        using (new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled))
            Assert.That(() => AttachAsync(New), Kind == DatabaseKind.Sqlite
                ? Throws.TypeOf<NotSupportedException>().With.Message.Contains("TransactionScope")
                : Throws.InvalidOperationException.With.Message.Contains("inside the scope"));
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_column_of_another_type_is_told_and_leaves_no_file()
    {
        await Db.ExecuteAsync("drop table front_cover");
        await Db.ExecuteAsync(Kind switch
        {
            DatabaseKind.Sqlite => UserFrontCover.CreateTableSql(Dialect).Replace("\"width\" integer", "\"width\" blob").Replace("boolean", "integer")
                .Replace("varchar(255)", "text").Replace("varchar(32)", "text").Replace("varchar(100)", "text").Replace("bigint", "integer").Replace("char(64)", "text") + " strict",
            DatabaseKind.MariaDb => UserFrontCover.CreateTableSql(Dialect).Replace("`mimetype` varchar(255)", "`mimetype` int"),
            _ => UserFrontCover.CreateTableSql(Dialect).Replace("\"width\" integer", "\"width\" date"),
        });
        Assert.That(
            async () => await User.FrontCover.FromBlobAsync(Db, New, store: Store),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("'front_cover' has another type than UserFrontCover needs")
                .And.Message.Contains("UserFrontCover.CreateTableSql"));
        await AssertOldPictureIsAllThereIsAsync();
    }

    [Test]
    public async Task A_value_of_another_type_is_told_when_it_is_read()
    {
        await Db.ExecuteAsync(Kind switch
        {
            DatabaseKind.Sqlite => "update user_picture set created_at = 'yesterday'",
            DatabaseKind.MariaDb => "alter table user_picture modify created_at varchar(40); update user_picture set created_at = 'yesterday'",
            _ => "alter table user_picture alter created_at type text using 'yesterday'",
        });
        Assert.That(
            async () => await User.Picture.LoadAsync(Db),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("'user_picture' has another type than UserPicture needs"));
    }

    private async Task AssertOldPictureIsAllThereIsAsync()
    {
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images, Has.Count.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }

    private sealed class LazyStore : IImageStore
    {
        public async Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
            await content.ReadExactlyAsync(new byte[10], cancellationToken);

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Uri Locate(StoreKey key) => throw new NotSupportedException();
    }
}
