using System.Numerics;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases;

/// <summary>The order of key columns: the owner's first, so that an owner's rows are found by the primary key.</summary>
public sealed class KeyOrderTests(DatabaseKind kind) : ShopTests(kind)
{
    [TestCase(SqlDialect.Sqlite)]
    [TestCase(SqlDialect.MySql)]
    [TestCase(SqlDialect.PostgreSql)]
    public void The_primary_key_begins_with_the_owner(SqlDialect dialect) => Assert.That(
        AtlasMap.CreateTableSql(dialect).Replace('`', '"'), Does.Contain("""primary key ("atlas_id", "number", "width", "height", "recipe")"""));

    [Test]
    public void Object_ids_keep_the_order_of_the_declaration() => Assert.That(
        new AtlasMap { Number = 2, AtlasId = 1 }.ObjectId, Is.EqualTo(ObjectId.From((new BigInteger(2) << 64) + 1)));

    [Test]
    public async Task Sets_are_found_by_their_own_values()
    {
        await Db.CreateImageTableAsync<AtlasMap>();
        Atlas atlas = new() { Id = 7 }, other = new() { Id = 3 };
        await atlas.Maps.GetImageSet(number: 3).FromBlobAsync(Db, Pictures.Jpeg(40, 30, seed: 1), store: Store);
        await other.Maps.GetImageSet(number: 7).FromBlobAsync(Db, Pictures.Jpeg(20, 30, seed: 2), store: Store);

        Atlas again = new() { Id = 7 };
        await again.Maps.LoadAsync(Db);
        Assert.That(again.Maps.ImageSets.Select(set => (set.RequireOriginal().Number, set.RequireOriginal().Width)), Is.EqualTo(new[] { (3, 40) }));
        Assert.That((await other.Maps.GetImageSet(number: 7).LoadAsync(Db)).RequireOriginal().Width, Is.EqualTo(20));
        Assert.That(await other.Maps.CountAsync(Db), Is.EqualTo(1));
        await Db.LoadImagesAsync([again, other], owner => owner.Maps);
        Assert.That(other.Maps.ImageSets.Single().RequireOriginal().AtlasId, Is.EqualTo(3));
    }
}
