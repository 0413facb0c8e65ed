using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>A file that isn't the one that was attached: never the source of a thumbnail, and noticed by readers that ask for it.</summary>
public sealed class DamagedFileTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(60, 40, seed: 1);

    private UserPicture _original = null!;

    private static IEnumerable<TestCaseData> Damages()
    {
        byte[] flipped = [.. Picture];
        flipped[^10] ^= 1;
        yield return Case("cut short", Picture[..^20], "instead of");
        yield return Case("longer", [.. Picture, 0], "instead of");
        yield return Case("another picture", Pictures.Jpeg(60, 40, seed: 2), "");
        yield return Case("a bit flipped", flipped, "aren't those that were put");
        yield return Case("empty", [], "0 bytes instead of");

        static TestCaseData Case(string name, byte[] bytes, string fault) => new TestCaseData(bytes, fault).SetArgDisplayNames(name);
    }

    [SetUp]
    public async Task AttachPicture() => _original = await AttachAsync(Picture);

    [TestCaseSource(nameof(Damages))]
    public async Task No_thumbnail_is_made_from_it(byte[] bytes, string fault)
    {
        await DamageAsync(bytes);
        string[] files = World.Files;
        Assert.That(
            () => User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store),
            Throws.TypeOf<ImageFileDamagedException>().With.Message.Contains("user-picture 1234").And.Message.Contains(fault)
                .And.Property(nameof(ImageFileDamagedException.Key)).EqualTo(_original.Key));
        Assert.That(() => User.Picture.GenerateThumbnailsAsync(Db, [20, 30], Store), Throws.TypeOf<ImageFileDamagedException>());
        Assert.That((await World.RowsAsync(), World.Files.Length), Is.EqualTo((1, files.Length)));
    }

    [TestCaseSource(nameof(Damages))]
    public async Task Readers_that_verify_notice_it_and_others_get_the_bytes(byte[] bytes, string fault)
    {
        await DamageAsync(bytes);
        Assert.That(() => _original.MakeBlobAsync(Store, verify: true), Throws.TypeOf<ImageFileDamagedException>().With.Message.Contains(fault));
        Assert.That(() => User.Picture.MakeBlobAsync(Db, Store, verify: true), Throws.TypeOf<ImageFileDamagedException>());
        Assert.That(() => ReadAsync(_original.OpenFileAsync(Store, verify: true)), Throws.TypeOf<ImageFileDamagedException>().With.Message.Contains(fault));
        Assert.That(() => ReadAsync(User.Picture.OpenFileAsync(Db, Store, verify: true)), Throws.TypeOf<ImageFileDamagedException>());

        Assert.That(await _original.MakeBlobAsync(Store), Is.EqualTo(bytes));
        Assert.That(await ReadAsync(_original.OpenFileAsync(Store)), Is.EqualTo(bytes));
    }

    [Test]
    public async Task The_right_file_passes_and_so_does_one_of_which_the_row_records_nothing()
    {
        Assert.That(await _original.MakeBlobAsync(Store, verify: true), Is.EqualTo(Picture));
        Assert.That(await ReadAsync(User.Picture.OpenFileAsync(Db, Store, verify: true)), Is.EqualTo(Picture));
        await DamageAsync(Pictures.Jpeg(60, 40, seed: 2));
        await Db.ExecuteAsync("update user_picture set length = null, sha256 = null");
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store, verify: true), Is.EqualTo(Pictures.Jpeg(60, 40, seed: 2)));
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
    }

    [Test]
    public async Task Regeneration_reports_it_and_keeps_the_thumbnails()
    {
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await DamageAsync(Pictures.Jpeg(60, 40, seed: 2));
        string[] files = World.Files;
        RegenerateReport report = await ImageRegenerator.RegenerateAsync(Db, Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture)), Store);
        Assert.That(report.Problems.Single(), Does.Contain("aren't those that were put").Or.Contain("instead of"));
        Assert.That(World.Files, Is.EqualTo(files));
    }

    private static async Task<byte[]> ReadAsync(Task<Stream> opening)
    {
        await using Stream file = await opening;
        using MemoryStream copy = new();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }

    private Task DamageAsync(byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(World.ImageFolder, _original.Key.ToPath()), bytes);
}
