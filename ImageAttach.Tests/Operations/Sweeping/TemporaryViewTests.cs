using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>Databases with temporary views. MySQL and MariaDB have none.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class TemporaryViewTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [SetUp]
    public Task AttachPicture() => AttachAsync(Picture);

    [Test]
    public async Task A_temporary_view_that_hides_the_rows_is_refused()
    {
        string? schema = Dialect == SqlDialect.Sqlite ? "main" : await Db.ExecuteScalarAsync<string>("select current_schema()");
        await Db.ExecuteAsync($"create temporary view user_picture as select * from {schema}.user_picture where user_id = 0");
        Assert.That(
            () => ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero }),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("temporary table"));
    }
}
