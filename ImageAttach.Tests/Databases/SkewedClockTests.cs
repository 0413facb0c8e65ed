using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Hosts whose clocks differ: what is attached later is the latest, whichever host attaches it.</summary>
public sealed class SkewedClockTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] First = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] Second = Pictures.Jpeg(40, 30, seed: 2);

    private readonly Post _post = new() { Id = 5 };

    [SetUp]
    public Task CreateTable() => Db.CreateImageTableAsync<PostPhoto>();

    [Test]
    public async Task What_is_attached_by_a_host_that_is_behind_is_the_latest([Values("attach", "add", "copy")] string how, [Values] bool inTransaction)
    {
        await new Post { Id = 6 }.Photos.GetImageSet(1).FromBlobAsync(Db, Second, store: Store);
        using (UseClockThatIsAhead())
            await _post.Photos.GetImageSet(2).FromBlobAsync(Db, First, store: Store);
        await using (ImageTransaction? tx = inTransaction ? await Db.BeginImageTransactionAsync() : null)
        {
            await AttachSecondAsync(how, tx);
            await (tx?.CommitAsync() ?? Task.CompletedTask);
        }

        Assert.That(await _post.Photos.KeepLatestAsync(Db, 1, Store), Is.EqualTo(1));
        ImageSubset<PostPhoto> latest = await _post.Photos.ImageSetsAsync(Db).SingleAsync();
        Assert.That(await latest.MakeBlobAsync(Db, Store), Is.EqualTo(Second));
    }

    [Test]
    public async Task Sets_that_other_keys_tell_apart_are_in_one_order()
    {
        await Db.CreateImageTableAsync<MagazinePage>();
        Magazine magazine = new() { Id = 7 };
        using (UseClockThatIsAhead())
            await magazine.Pages.GetImageSets(language: "en").AddAsync(Db, First, page => page.Title = "Cover", Store);
        await magazine.Pages.GetImageSets(language: "de").AddAsync(Db, Second, page => page.Title = "Titel", Store);
        await magazine.Pages.KeepLatestAsync(Db, 1, Store);
        Assert.That((await magazine.Pages.LoadAsync(Db)).ImageSets.Select(set => set.RequireOriginal().Title), Is.EqualTo(new[] { "Titel" }));
    }

    [Test]
    public async Task The_time_that_is_returned_is_the_time_of_the_row([Values("attach", "add", "copy")] string how)
    {
        await new Post { Id = 6 }.Photos.GetImageSet(1).FromBlobAsync(Db, Second, store: Store);
        PostPhoto attached = await AttachSecondAsync(how, transaction: null);
        ImageSubset<PostPhoto> loaded = await new Post { Id = 5 }.Photos.ImageSetsAsync(Db).SingleAsync();
        Assert.That(loaded.RequireOriginal().CreatedAt, Is.EqualTo(attached.CreatedAt));
        Assert.That(attached.CreatedAt, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(30)), "UTC");
    }

    private static IDisposable UseClockThatIsAhead() => new ImageAttachSettings { Clock = new OtherClock(TimeSpan.FromHours(1)) }.Use();

    private async Task<PostPhoto> AttachSecondAsync(string how, ImageTransaction? transaction) => how switch
    {
        "attach" => await _post.Photos.GetImageSet(1).FromBlobAsync(Db, Second, store: Store, transaction: transaction),
        "add" => (await _post.Photos.AddAsync(Db, Second, store: Store, transaction: transaction)).RequireOriginal(),
        _ => await new Post { Id = 6 }.Photos.GetImageSet(1).CopyToAsync(Db, _post.Photos.GetImageSet(1), Store, transaction),
    };
}
