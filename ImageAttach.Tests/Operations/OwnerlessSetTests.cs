using System.ComponentModel.DataAnnotations;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Operations;

/// <summary>Sets whose owner was deleted by other means are found, or go with the owner where the table has the foreign key.</summary>
public sealed class OwnerlessSetTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(KeeperPortrait))];
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [SetUp]
    public async Task AddKeepersAsync()
    {
        await Db.ExecuteAsync("create table keepers (id int not null primary key)");
        await Db.ExecuteAsync("insert into keepers values (1), (2)");
    }

    [Test]
    public async Task A_set_without_an_owner_is_reported_once()
    {
        Assert.That(Tables[0].OwnerTable?.KeyColumns, Is.EqualTo(new[] { "id" }), "the default");

        await CreateTableWithoutForeignKeyAsync();
        await AttachAsync();
        Assert.That((await ImageVerifier.VerifyAsync(Db, Tables, Store)).Problems, Is.Empty);
        await Db.ExecuteAsync("delete from keepers where id = 1");
        VerifyProblem problem = (await ImageVerifier.VerifyAsync(Db, Tables, Store)).Problems.Single();
        Assert.That((problem.Table, problem.Kind, problem.Key.Width), Is.EqualTo(("keeper_portrait", VerifyProblemKind.Ownerless, 40)));
        Assert.That(problem.Detail, Does.Contain("isn't in the table keepers"));
    }

    [Test]
    public async Task A_missing_table_of_owners_is_reported_by_its_name()
    {
        await CreateTableWithoutForeignKeyAsync();
        await Db.ExecuteAsync("drop table keepers");
        Assert.That(
            () => ImageVerifier.VerifyAsync(Db, Tables, Store),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("no table 'keepers'").And.Message.Contains("OwnerTable"));
    }

    [Test]
    public async Task With_the_foreign_key_the_rows_go_with_the_owner_and_the_files_with_a_sweep()
    {
        if (Dialect == SqlDialect.Sqlite)
            await Db.ExecuteAsync("pragma foreign_keys = on");
        await Db.CreateImageTableAsync<KeeperPortrait>();
        await AttachAsync();
        await Db.ExecuteAsync("delete from keepers where id = 1");
        Assert.That((await ImageVerifier.VerifyAsync(Db, Tables, Store)).Problems, Is.Empty);
        SweepReport swept = await ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Examined, swept.Removed), Is.EqualTo((3, 2)));
        Assert.That(await new Keeper { Id = 2 }.Portrait.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
    }

    // As a table is that was created before it had the foreign key.
    private Task<int> CreateTableWithoutForeignKeyAsync() => Db.ExecuteAsync(
        Database.ComposeCreateTable(Tables[0].Definition).Replace("foreign key (", "unique (", StringComparison.Ordinal)
            .Replace(") references \"keepers\" (\"id\") on delete cascade", ", width, height, recipe)", StringComparison.Ordinal)
            .Replace(") references `keepers` (`id`) on delete cascade", ", width, height, recipe)", StringComparison.Ordinal));

    private async Task AttachAsync()
    {
        foreach (int id in new[] { 1, 2 })
            await new Keeper { Id = id }.Portrait.FromBlobAsync(Db, Picture, store: Store);
        await new Keeper { Id = 1 }.Portrait.GenerateThumbnailAsync(Db, width: 20, store: Store);
    }
}

/// <summary>An owner whose table is known to its image type.</summary>
public sealed partial class Keeper
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<KeeperPortrait> Portrait { get; }
}

/// <summary>Its picture.</summary>
[ImageEntity(OwnerTable = "keepers")]
public sealed partial class KeeperPortrait : Image
{
    [Key]
    public int KeeperId { get; set; }
}
