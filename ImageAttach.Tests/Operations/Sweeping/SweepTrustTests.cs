using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>A sweep goes by committed rows, and refuses a session that may show it others.</summary>
public sealed class SweepTrustTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(UserFrontCover))];

    [SetUp]
    public Task AttachPicture() => AttachAsync(Picture);

    [Test]
    public async Task A_connection_inside_a_transaction_begun_as_text_is_refused()
    {
        await Db.ExecuteAsync(Dialect == SqlDialect.MySql ? "start transaction" : "begin transaction");
        await Db.ExecuteAsync("delete from user_picture");
        AssertRefused("inside a transaction");
        await Db.ExecuteAsync("rollback");
        await AssertThePictureIsThereAsync();
    }

    [Test]
    public async Task A_connection_inside_a_transaction_of_its_provider_is_refused()
    {
        await using (DbTransaction transaction = await Db.BeginTransactionAsync())
        {
            await Db.ExecuteAsync("delete from user_picture", transaction: transaction);
            AssertRefused("inside a transaction");
            await transaction.RollbackAsync();
        }

        await AssertThePictureIsThereAsync();
    }

    [Test]
    public async Task A_connection_that_is_enlisted_is_refused_outside_of_its_scope()
    {
        await using DbConnection enlisted = World.Database.ConnectAmbient();
        using (System.Transactions.TransactionScope scope = new(System.Transactions.TransactionScopeAsyncFlowOption.Enabled))
        {
            await enlisted.OpenAsync();
            await enlisted.ExecuteAsync("delete from user_picture");
            using (System.Transactions.TransactionScope outside = new(System.Transactions.TransactionScopeOption.Suppress, System.Transactions.TransactionScopeAsyncFlowOption.Enabled))
            {
                Assert.That(
                    () => ImageSweeper.SweepAsync(enlisted, Tables, Store, AtOnce), Throws.TypeOf<SweepRefusedException>().With.Message.Contains("inside a transaction"));
            }
        }

        await enlisted.CloseAsync();
        await AssertThePictureIsThereAsync();
    }

    [Test]
    public async Task Rows_that_another_session_has_deleted_without_committing_count()
    {
        if (Dialect == SqlDialect.MySql)
            await Db.ExecuteAsync("set session transaction isolation level read uncommitted");
        await using (DbConnection other = await World.AnotherConnectionAsync())
        await using (DbTransaction transaction = await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("delete from user_picture", transaction: transaction);
            if (Dialect == SqlDialect.Sqlite)
                Assert.That((await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, DryRun = true })).Removed, Is.Zero, "the writer has the only lock");
            else
                Assert.That((await SweepAsync()).Removed, Is.Zero);
            await transaction.RollbackAsync();
        }

        if (Dialect == SqlDialect.MySql)
            Assert.That(await Db.ExecuteScalarAsync<string>("select @@session.tx_isolation"), Is.EqualTo("READ-UNCOMMITTED"), "the session keeps its setting");
        await AssertThePictureIsThereAsync();
    }

    [Test]
    public async Task A_file_of_a_row_in_a_table_that_was_not_given_stays()
    {
        // Another application has a class of the same object type, and a table of another name.
        await CreateOtherTableAsync();
        SweepReport report = await SweepAsync();
        Assert.That((report.Removed, report.NamedElsewhere, World.Files.Length), Is.EqualTo((0, 1, 1)));

        await Db.ExecuteAsync("delete from member_picture");
        report = await SweepAsync();
        Assert.That((report.Removed, report.NamedElsewhere, World.Files.Length), Is.EqualTo((1, 0, 0)));
    }

    [Test]
    public async Task A_table_that_was_not_given_may_be_left_out_on_request()
    {
        await CreateOtherTableAsync();
        Assert.That((await SweepAsync(new SweepOptions { OlderThan = TimeSpan.Zero, CheckOtherTables = false })).Removed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_without_a_revision_stays_while_another_table_has_such_rows()
    {
        await Db.ExecuteAsync("create table old_picture (id integer, width integer, height integer, mimetype varchar(255), original boolean, created_at timestamp)");
        await Db.ExecuteAsync("insert into old_picture values (7, 40, 30, 'image/jpeg', @yes, current_timestamp)", new { yes = true });
        await Store.PutAsync(new StoreKey("user-picture", ObjectId.From(7), 40, 30, "image/jpeg"), new System.IO.MemoryStream(Picture), reproducible: false);
        Assert.That((await SweepAsync()).NamedElsewhere, Is.EqualTo(1));
        await Db.ExecuteAsync("delete from old_picture");
        Assert.That((await SweepAsync()).Removed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_temporary_table_that_hides_the_rows_is_refused([Values] bool checksOthers)
    {
        await Db.ExecuteAsync("create temporary table user_picture as select * from user_picture where user_id = 0");
        SweepOptions options = new() { OlderThan = TimeSpan.Zero, CheckOtherTables = checksOthers };
        Assert.That(() => SweepAsync(options), Throws.TypeOf<SweepRefusedException>().With.Message.Contains("temporary table").And.Message.Contains("'user_picture'"));
        await Db.ExecuteAsync(Dialect == SqlDialect.MySql ? "drop temporary table user_picture" : $"drop table {(Dialect == SqlDialect.Sqlite ? "temp" : "pg_temp")}.user_picture");
        await AssertThePictureIsThereAsync();
        Assert.That((await SweepAsync(options)).Removed, Is.Zero);
    }

    [Test]
    public async Task A_temporary_table_does_not_hide_the_rows_of_a_table_that_was_not_given()
    {
        await CreateOtherTableAsync();
        await Db.ExecuteAsync("create temporary table member_picture as select * from user_picture where user_id = 0");
        if (Dialect == SqlDialect.MySql)
            AssertRefused("temporary table");
        else
            Assert.That((await SweepAsync()).NamedElsewhere, Is.EqualTo(1));
        Assert.That(World.Files, Has.Length.EqualTo(1));
    }

    // Has the only row that references the file.
    private async Task CreateOtherTableAsync()
    {
        string create = Database.ComposeCreateTable(Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture)).Definition);
        await Db.ExecuteAsync(create.Replace("user_picture", "member_picture", StringComparison.Ordinal));
        await Db.ExecuteAsync("insert into member_picture select * from user_picture");
        await Db.ExecuteAsync("delete from user_picture");
    }

    private Task<SweepReport> SweepAsync(SweepOptions? options = null) => ImageSweeper.SweepAsync(Db, Tables, Store, options ?? AtOnce);

    private void AssertRefused(string message) => Assert.That(() => SweepAsync(), Throws.TypeOf<SweepRefusedException>().With.Message.Contains(message));

    private async Task AssertThePictureIsThereAsync() => Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
}
