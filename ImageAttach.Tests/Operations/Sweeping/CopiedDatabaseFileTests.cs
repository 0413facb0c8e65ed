using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>A database that is a file can be copied to the same path. The copy may not sweep.</summary>
[TestFixture(DatabaseKind.Sqlite)]
public sealed class CopiedDatabaseFileTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [SetUp]
    public Task AttachPicture() => AttachAsync(Picture);

    [Test]
    public async Task A_copy_of_the_file_at_the_same_path_is_refused()
    {
        await ImageSweeper.SweepAsync(Db, Tables, Store, AtOnce);
        string path = ((SqliteConnection)Db).DataSource, copy = path + ".copy", original = path + ".original";
        await Db.ExecuteAsync("pragma wal_checkpoint(truncate)");
        File.Copy(path, copy);
        UserPicture since = await new User { Id = 2 }.Picture.FromBlobAsync(Db, Picture, store: Store);
        await Db.CloseAsync();
        File.Move(path, original);
        File.Move(copy, path);
        await using DbConnection db = await World.AnotherConnectionAsync();
        Assert.That(
            () => ImageSweeper.SweepAsync(db, Tables, Store, AtOnce), Throws.TypeOf<SweepRefusedException>().With.Message.Contains("copied or moved"));
        Assert.That(World.Files, Does.Contain(since.Key.ToPath()));
    }
}
