using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations;

/// <summary>Every row whose file isn't what it says is told.</summary>
public sealed class ImageVerifierTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture) || table.ImageType == typeof(UserFrontCover))];

    private UserPicture _original = null!;

    private string FilePath => Path.Combine(World.ImageFolder, _original.Key.ToPath());

    [SetUp]
    public async Task AttachPictures()
    {
        _original = await AttachAsync(Picture);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await User.FrontCover.FromBlobAsync(Db, Picture, store: Store);
    }

    [Test]
    public async Task Nothing_is_told_when_all_is_well([Values] bool checkHashes)
    {
        VerifyReport report = await VerifyAsync(checkHashes);
        Assert.That((report.Examined, report.Problems.Count), Is.EqualTo((3, 0)));
    }

    [Test]
    public async Task A_missing_file_is_told()
    {
        File.Delete(FilePath);
        VerifyProblem problem = (await VerifyAsync()).Problems.Single();
        Assert.That((problem.Table, problem.Key, problem.Kind), Is.EqualTo(("user_picture", _original.Key, VerifyProblemKind.Missing)));
        Assert.That(problem.ToString(), Is.EqualTo($"user_picture: {_original.Key}: the file is missing"));
    }

    [Test]
    public async Task An_object_type_of_which_no_file_is_there_is_reported()
    {
        Assert.That((await VerifyAsync()).ObjectTypesWithoutFiles, Is.Empty);
        File.Delete(FilePath);
        Assert.That((await VerifyAsync()).ObjectTypesWithoutFiles, Is.Empty, "its thumbnail is there");

        // As after another ObjectType.
        Directory.Move(Path.Combine(World.ImageFolder, "user-picture"), Path.Combine(World.ImageFolder, "member-picture"));
        Assert.That((await VerifyAsync()).ObjectTypesWithoutFiles, Is.EqualTo(new[] { "user-picture" }));
        Assert.That(() => _original.MakeBlobAsync(Store), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("the table or the class was renamed"));
    }

    [Test]
    public async Task A_file_of_another_length_is_told([Values] bool shorter)
    {
        await File.WriteAllBytesAsync(FilePath, shorter ? Picture[..^1] : [.. Picture, 0]);
        Assert.That((await VerifyAsync()).Problems.Single().Kind, Is.EqualTo(VerifyProblemKind.WrongLength));
    }

    [Test]
    public async Task Changed_bytes_are_told_when_hashes_are_compared()
    {
        byte[] changed = [.. Picture];
        changed[^10] ^= 1;
        await File.WriteAllBytesAsync(FilePath, changed);
        Assert.That((await VerifyAsync()).Problems, Is.Empty);
        Assert.That((await VerifyAsync(checkHashes: true)).Problems.Single().Kind, Is.EqualTo(VerifyProblemKind.WrongHash));
    }

    [Test]
    public async Task A_file_of_another_type_is_told()
    {
        byte[] changed = [.. Picture];
        changed[0] = (byte)'?';
        await File.WriteAllBytesAsync(FilePath, changed);
        VerifyProblem problem = (await VerifyAsync()).Problems.Single();
        Assert.That((problem.Kind, problem.Detail), Is.EqualTo((VerifyProblemKind.WrongType, "the file is no picture instead of image/jpeg")));
    }

    [Test]
    public async Task Rows_of_the_original_library_need_a_file_of_their_type()
    {
        await World.AddNeighboursAsync(7, 8);
        await Store.PutAsync(new StoreKey("user-picture", ObjectId.From(7), 1, 1, "image/png"), new MemoryStream(Pictures.Png(1, 1, seed: 1)), reproducible: false);
        VerifyReport report = await VerifyAsync(checkHashes: true);
        Assert.That(report.Examined, Is.EqualTo(5));
        Assert.That(report.Problems.Select(problem => (problem.Key.ObjectId.ToString(), problem.Kind)), Is.EqualTo(new[] { ("8", VerifyProblemKind.Missing) }));
    }

    [Test]
    public async Task A_missing_table_is_told()
    {
        await Db.ExecuteAsync("drop table front_cover");
        Assert.That(() => VerifyAsync(), Throws.TypeOf<ImageTableException>().With.Message.Contains("front_cover"));
    }

    private Task<VerifyReport> VerifyAsync(bool checkHashes = false) =>
        ImageVerifier.VerifyAsync(Db, Tables, Store, new VerifyOptions { CheckHashes = checkHashes });
}
