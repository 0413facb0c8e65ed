using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations;

/// <summary>What a table lacks is reported with the statement that mends it.</summary>
public sealed class ImageTableCheckerTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [Test]
    public async Task A_table_as_it_was_created_has_no_drift() => Assert.That(await ImageTableChecker.CheckAsync(Db, Tables), Is.Empty);

    [Test]
    public async Task A_missing_table_is_reported_and_created_by_the_statement()
    {
        await Db.ExecuteAsync("drop table user_picture");
        ImageTableDrift drift = (await ImageTableChecker.CheckAsync(Db, Tables)).Single();
        Assert.That((drift.Kind, drift.ToString()), Is.EqualTo((ImageTableDriftKind.MissingTable, "user_picture: the table is missing")));
        await AssertMendsAsync();
    }

    [Test]
    public async Task A_table_of_the_original_library_is_mended_by_the_statements()
    {
        await Db.ExecuteAsync("drop table user_picture");
        string time = Dialect == SqlDialect.PostgreSql ? "timestamptz" : "timestamp";
        await Db.ExecuteAsync($"""
            create table user_picture (
                user_id integer not null, width integer not null, height integer not null, mimetype varchar(255) not null, original boolean not null,
                created_at {time} not null, primary key (user_id, width, height))
            """);
        await Db.ExecuteAsync("insert into user_picture values (7, 40, 30, 'image/jpeg', @yes, current_timestamp)", new { yes = true });
        IReadOnlyList<ImageTableDrift> drift = await ImageTableChecker.CheckAsync(Db, Tables);
        Assert.That(
            drift.Select(difference => difference.Detail),
            Is.EqualTo(new[]
            {
                "the column revision is missing", "the column length is missing", "the column sha256 is missing", "the column recipe is missing",
                "the primary key is (user_id, width, height) and should be (user_id, width, height, recipe)",
            }));
        await AssertMendsAsync();
        Assert.That((await new User { Id = 7 }.Picture.LoadAsync(Db)).RequireOriginal().Recipe, Is.Empty, "the rows are still there");
    }

    [Test]
    public async Task A_missing_key_is_mended_by_the_statement()
    {
        if (Dialect != SqlDialect.Sqlite)
            await Db.ExecuteAsync(Dialect == SqlDialect.MySql ? "alter table user_picture drop primary key" : "alter table user_picture drop constraint user_picture_pkey");
        else
            await Db.ExecuteAsync("alter table user_picture rename to keyed; create table user_picture as select * from keyed; drop table keyed");
        Assert.That((await ImageTableChecker.CheckAsync(Db, Tables)).Single().Detail, Does.StartWith("the primary key is missing and should be (user_id, "));
        await AssertMendsAsync();
    }

    private async Task AssertMendsAsync()
    {
        foreach (ImageTableDrift drift in await ImageTableChecker.CheckAsync(Db, Tables))
            await Db.ExecuteAsync(drift.Statement);
        Assert.That(await ImageTableChecker.CheckAsync(Db, Tables), Is.Empty);
        await AttachAsync(Pictures.Jpeg(40, 30, seed: 1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.Not.Empty);
    }
}
