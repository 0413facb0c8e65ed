using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases;

/// <summary>Sets that share an object id: a file that moves from one to another keeps its name, so rows of the whole table decide about it.</summary>
public sealed class SharedObjectIdTests(DatabaseKind kind) : ShopTests(kind)
{
    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly byte[] Picture = Pictures.Jpeg(60, 40);

    private readonly OldDocument _lower = new() { Id = Id };
    private readonly OldDocument _upper = new() { Id = Id.ToUpperInvariant() };

    [SetUp]
    public async Task Attach()
    {
        await Db.CreateImageTableAsync<OldDocumentScan>();
        await _lower.Scan.FromBlobAsync(Db, Picture, store: Store);
    }

    [Test]
    public async Task A_move_and_a_removal_that_a_savepoint_of_the_users_undoes_keep_the_file()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await Db.ExecuteAsync("savepoint mine", transaction: tx.DbTransaction);
            await _lower.Scan.MoveToAsync(Db, _upper.Scan, Store, tx);
            await _upper.Scan.RemoveAsync(Db, Store, tx);
            await Db.ExecuteAsync("rollback to savepoint mine", transaction: tx.DbTransaction);
            await tx.CommitAsync();
        }

        Assert.That(await _lower.Scan.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
    }

    [Test]
    public async Task A_moved_file_goes_with_its_last_row()
    {
        await _lower.Scan.MoveToAsync(Db, _upper.Scan, Store);
        Assert.That(await _upper.Scan.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
        await _upper.Scan.RemoveAsync(Db, Store);
        Assert.That(World.Files, Is.Empty);
    }
}
