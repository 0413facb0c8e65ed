using System.ComponentModel.DataAnnotations;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Image types that choose a store by its name.</summary>
public sealed class NamedStoreTests
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private MemoryStore _default = null!;
    private MemoryStore _archive = null!;
    private Sheet _sheet = null!;
    private ShopWorld _world = null!;
    private IDisposable _context = null!;

    [SetUp]
    public async Task OpenShop()
    {
        _default = new(new Uri("https://default.example.com/"));
        _archive = new(new Uri("https://archive.example.com/"));
        _sheet = new() { Id = 7 };
        _world = await ShopWorld.OpenAsync();
        await _world.Db.CreateImageTableAsync<SheetScan>();
    }

    // Not in the set-up, which is async: what is made current there is undone when it returns.
    private void UseStores() => _context = StoreContext.Use(_default, new Dictionary<string, IImageStore> { ["archive"] = _archive });

    [TearDown]
    public async Task CloseShop()
    {
        _context?.Dispose();
        await _world.DisposeAsync();
    }

    [Test]
    public async Task A_type_that_names_a_store_uses_it_and_others_the_current_one()
    {
        UseStores();
        User user = new() { Id = 1, Name = "Ada" };
        await user.Picture.FromBlobAsync(_world.Db, Picture);
        SheetScan scan = await _sheet.Scan.FromBlobAsync(_world.Db, Picture);
        SheetScan small = await _sheet.Scan.GenerateThumbnailAsync(_world.Db, width: 20);

        Assert.That(await KeysAsync(_archive, "sheet-scan"), Is.EquivalentTo(new[] { scan.Key, small.Key }));
        Assert.That(await KeysAsync(_default, "sheet-scan"), Is.Empty);
        Assert.That(await KeysAsync(_default, "user-picture"), Has.Count.EqualTo(1));
        Assert.That(small.Locate().Host, Is.EqualTo("archive.example.com"));
        Assert.That(_sheet.Scan.ToHtml(), Does.Contain("archive.example.com"));
        Assert.That(user.Picture.Locate().Host, Is.EqualTo("default.example.com"));
        Assert.That(await scan.MakeBlobAsync(), Is.EqualTo(Picture));
        Assert.That(await _sheet.Scan.MakeBlobAsync(_world.Db), Is.EqualTo(Picture));

        await _sheet.Scan.FromBlobAsync(_world.Db, Pictures.Jpeg(40, 30, seed: 2));
        Assert.That(await KeysAsync(_archive, "sheet-scan"), Has.Count.EqualTo(1), "the old files are gone");
        await _sheet.Scan.RemoveAsync(_world.Db);
        Assert.That(await KeysAsync(_archive, "sheet-scan"), Is.Empty);
    }

    [Test]
    public async Task A_declared_thumbnail_lies_beside_its_original()
    {
        UseStores();
        SheetScan scan = await _sheet.Scan.FromBlobAsync(_world.Db, Picture);
        SheetScan tile = await _sheet.Scan.Tile.GenerateAsync(_world.Db);

        Assert.That(await KeysAsync(_archive, "sheet-scan"), Is.EquivalentTo(new[] { scan.Key, tile.Key }));
        Assert.That(await KeysAsync(_default, "sheet-scan"), Is.Empty);
        Assert.That(_sheet.Scan.Tile.Locate().Host, Is.EqualTo("archive.example.com"));
    }

    [Test]
    public async Task A_store_that_is_passed_counts_more_than_a_name()
    {
        UseStores();
        MemoryStore given = new(new Uri("https://given.example.com/"));
        SheetScan scan = await _sheet.Scan.FromBlobAsync(_world.Db, Picture, store: given);
        Assert.That(await KeysAsync(given, "sheet-scan"), Has.Count.EqualTo(1));
        Assert.That(await KeysAsync(_archive, "sheet-scan"), Is.Empty);
        Assert.That(scan.Locate(given).Host, Is.EqualTo("given.example.com"));
        Assert.That(await _sheet.Scan.MakeBlobAsync(_world.Db, given), Is.EqualTo(Picture));
    }

    [Test]
    public void A_name_that_nobody_gave_is_told_before_anything_is_done()
    {
        using (StoreContext.Use(_default, new Dictionary<string, IImageStore> { ["attic"] = _archive }))
        {
            Assert.That(
                () => _sheet.Scan.FromBlobAsync(_world.Db, Picture),
                Throws.TypeOf<StoreContextException>().With.Message.Contains("'archive'").And.Message.Contains("'attic'"));
            Assert.That(() => new SheetScan { Width = 1, Height = 1, MimeType = "image/png" }.Locate(), Throws.TypeOf<StoreContextException>());
        }
    }

    [Test]
    public async Task Sweeping_and_verifying_look_into_the_store_of_each_table()
    {
        UseStores();
        User user = new() { Id = 1, Name = "Ada" };
        await user.Picture.FromBlobAsync(_world.Db, Picture);
        SheetScan scan = await _sheet.Scan.FromBlobAsync(_world.Db, Picture);
        StoreKey strayPicture = new("user-picture", ObjectId.From(1), 1, 1, "image/png", "stray"), strayScan = new("sheet-scan", ObjectId.From(1), 1, 1, "image/png", "stray");
        await _default.PutBytesAsync(strayPicture, [1]);
        await _archive.PutBytesAsync(strayScan, [1, 2]);

        SweepReport swept = await ImageSweeper.SweepAsync(_world.Db, Tables, options: new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Examined, swept.Removed, swept.RemovedBytes, swept.IsComplete), Is.EqualTo((4, 2, 3, true)));
        Assert.That(await KeysAsync(_archive, "sheet-scan"), Is.EqualTo(new[] { scan.Key }));
        Assert.That((await ImageVerifier.VerifyAsync(_world.Db, Tables)).Problems, Is.Empty);
        await _archive.DeleteAsync(scan.Key);
        Assert.That((await ImageVerifier.VerifyAsync(_world.Db, Tables)).Problems.Single().Key, Is.EqualTo(scan.Key));
        Assert.That((await ImageVerifier.VerifyAsync(_world.Db, Tables, _archive)).Problems, Has.Count.EqualTo(2), "a store that is passed is the only one");
    }

    [Test]
    public async Task Thumbnails_are_made_again_in_the_store_of_each_table()
    {
        UseStores();
        User user = new() { Id = 1, Name = "Ada" };
        await user.Picture.FromBlobAsync(_world.Db, Picture);
        UserPicture small = await user.Picture.GenerateThumbnailAsync(_world.Db, width: 20);
        await _sheet.Scan.FromBlobAsync(_world.Db, Picture);
        SheetScan smallScan = await _sheet.Scan.GenerateThumbnailAsync(_world.Db, width: 20);
        await _default.DeleteAsync(small.Key);
        await _archive.DeleteAsync(smallScan.Key);

        RegenerateReport made = await ImageRegenerator.RegenerateAsync(_world.Db, Tables);

        Assert.That((made.Examined, made.Replaced, made.Problems.Count), Is.EqualTo((2, 2, 0)));
        Assert.That((await ImageVerifier.VerifyAsync(_world.Db, Tables)).Problems, Is.Empty);
    }

    [Test]
    public async Task Of_several_stores_none_is_swept_when_one_must_not_be()
    {
        UseStores();
        StoreKey stray = new("user-picture", ObjectId.From(1), 1, 1, "image/png", "stray");
        await _default.PutBytesAsync(stray, [1]);
        for (int i = 0; i < 20; i++)
            await _archive.PutBytesAsync(new("sheet-scan", ObjectId.From(i), 1, 1, "image/png", "stray"), [1]);
        Assert.That(
            () => ImageSweeper.SweepAsync(_world.Db, Tables, options: new SweepOptions { OlderThan = TimeSpan.Zero }),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("20 of 20 files"));
        Assert.That(await KeysAsync(_default, "user-picture"), Is.EqualTo(new[] { stray }));
    }

    [Test]
    public async Task A_file_that_was_put_into_another_store_than_its_types_is_known_there_by_its_row()
    {
        UseStores();
        User user = new() { Id = 1, Name = "Ada" };
        await user.Picture.FromBlobAsync(_world.Db, Picture, store: _archive);
        SweepReport swept = await ImageSweeper.SweepAsync(_world.Db, Tables, _archive, new SweepOptions { OlderThan = TimeSpan.Zero, AllowMassDeletion = true });
        Assert.That((swept.Examined, swept.Removed), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Without_any_store_for_a_table_sweeping_and_verifying_are_refused()
    {
        Assert.That(() => ImageSweeper.SweepAsync(_world.Db, Tables), Throws.TypeOf<StoreContextException>());
        Assert.That(() => ImageVerifier.VerifyAsync(_world.Db, Tables), Throws.TypeOf<StoreContextException>());
    }

    private static IImageTable[] Tables =>
        [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(SheetScan))];

    private static async Task<List<StoreKey>> KeysAsync(MemoryStore store, string objectType) =>
        await store.ListAsync(objectType).Select(file => file.Key).ToListAsync();
}

/// <summary>An owner whose images lie in the archive.</summary>
public sealed partial class Sheet
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<SheetScan> Scan { get; }
}

/// <summary>An image that lies in the archive.</summary>
[ImageEntity(Store = "archive")]
[Thumbnail("tile", Width = 20)]
public sealed partial class SheetScan : Image
{
    [Key]
    public int SheetId { get; set; }
}
