using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.Tests.Databases;

/// <summary>Columns that can't be null and aren't set when an image is attached.</summary>
public sealed class NullColumnTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private Letter _letter = null!;

    [SetUp]
    public async Task CreateTables()
    {
        _letter = new Letter { Id = 3 };
        await Db.CreateImageTableAsync<LetterScan>();
        await Db.CreateImageTableAsync<LetterPage>();
    }

    [TestCase("Title")]
    [TestCase("Signature")]
    [TestCase("Language")]
    [TestCase("Sender")]
    public async Task Attaching_names_the_property_and_stores_nothing(string property)
    {
        ColumnNotSetException refused = (await Assert.ThrowsAsync<ColumnNotSetException>(() => _letter.Scan.FromBlobAsync(Db, Picture, Omit, Store)))!;
        Assert.That(refused.PropertyName, Is.EqualTo(property));
        Assert.That(refused.Message, Does.StartWith($"letter-scan 3 wasn't attached, because LetterScan.{property} is null").And.Contain("Set it in `configure`"));
        Assert.That((World.Files.Length, await World.RowsAsync("letter_scan")), Is.EqualTo((0, 0L)));

        void Omit(LetterScan scan)
        {
            SetAll(scan);
            typeof(LetterScan).GetProperty(property)!.SetValue(scan, null);
        }
    }

    [Test]
    public async Task What_is_attached_stays()
    {
        await _letter.Scan.FromBlobAsync(Db, Picture, SetAll, Store);
        Assert.That(() => _letter.Scan.FromBlobAsync(Db, Pictures.Jpeg(40, 30, seed: 2), store: Store), Throws.TypeOf<ColumnNotSetException>());

        LetterScan scan = (await _letter.Scan.LoadAsync(Db)).RequireOriginal();
        Assert.That((scan.Title, scan.Signature, scan.Language.Code, scan.Sender.Number, scan.Note), Is.EqualTo(("Dear Ada", new byte[] { 1, 2 }, "en", 9, (string?)null)));
        Assert.That(await _letter.Scan.MakeBlobAsync(Db, Store), Is.EqualTo(Picture));
        Assert.That((await _letter.Scan.GenerateThumbnailAsync(Db, width: 10, store: Store)).Title, Is.EqualTo("Dear Ada"));
    }

    [Test]
    public async Task Every_way_of_attaching_refuses_it()
    {
        FormFile form = new(new MemoryStream(Picture), 0, Picture.Length, "picture", "a.jpg");
        string dataUri = $"data:;base64,{Convert.ToBase64String(Picture)}";
        await RefusedAsync(() => _letter.Scan.FromFileAsync(Db, new MemoryStream(Picture), store: Store));
        await RefusedAsync(() => _letter.Scan.FromFormFileAsync(Db, form, store: Store));
        await RefusedAsync(() => _letter.Scan.FromDataUriAsync(Db, dataUri, store: Store));
        await RefusedAsync(() => _letter.Pages.AddAsync(Db, Picture, store: Store));
        await RefusedAsync(() => _letter.Pages.AddAsync(Db, form, store: Store));
        await RefusedAsync(() => _letter.Pages.AddFromDataUriAsync(Db, dataUri, store: Store));
        await RefusedAsync(() => _letter.Pages.GetImageSet(number: 1).FromBlobAsync(Db, Picture, store: Store, replace: false));
        await RefusedAsync(() => ImageSet.Create(() => new LetterPage { LetterId = 3, Number = 1, Title = "not copied" }).FromBlobAsync(Db, Picture, store: Store));
        Assert.That((World.Files.Length, await World.RowsAsync("letter_scan"), await World.RowsAsync("letter_page")), Is.EqualTo((0, 0L, 0L)));
    }

    [Test]
    public async Task A_transaction_goes_on_after_it()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await RefusedAsync(() => _letter.Pages.AddAsync(Db, Picture, store: Store, transaction: tx));
            await _letter.Pages.AddAsync(Db, Picture, page => page.Title = "One", Store, transaction: tx);
            await tx.CommitAsync();
        }

        Assert.That((await _letter.Pages.LoadAsync(Db)).ImageSets.Single().RequireOriginal().Title, Is.EqualTo("One"));
    }

    private static void SetAll(LetterScan scan) =>
        (scan.Title, scan.Signature, scan.Language, scan.Sender) = ("Dear Ada", [1, 2], new Language("en"), new Sender(9));

    private static async Task RefusedAsync(Func<Task> attach) =>
        Assert.That((await Assert.ThrowsAsync<ColumnNotSetException>(attach))!.PropertyName, Is.EqualTo("Title"));
}
