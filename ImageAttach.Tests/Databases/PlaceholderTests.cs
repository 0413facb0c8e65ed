using System.ComponentModel.DataAnnotations;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

internal sealed partial class Article
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<ArticleCover> Cover { get; }

    [ImageAttachment]
    public partial ImageSet<ArticleScan> Scan { get; }
}

[ImageEntity]
internal sealed partial class ArticleCover : Image
{
    [Key] public int ArticleId { get; set; }

    [Placeholder] public string? Blur { get; set; }
}

[ImageEntity]
internal sealed partial class ArticleScan : Image
{
    [Key] public int ArticleId { get; set; }

    [Placeholder] public byte[]? Placeholder { get; set; }
}

public sealed class PlaceholderTests(DatabaseKind kind) : ShopTests(kind)
{
    private readonly Article _article = new() { Id = 7 };

    [SetUp]
    public async Task MakeTables()
    {
        await Db.CreateImageTableAsync<ArticleCover>();
        await Db.CreateImageTableAsync<ArticleScan>();
    }

    [Test]
    public async Task Attaching_fills_the_column_and_thumbnails_have_the_same()
    {
        byte[] file = Pictures.Jpeg(400, 300, seed: 1);
        ThumbHash expected = await ThumbHash.FromFileAsync(file);
        ArticleCover cover = await _article.Cover.FromBlobAsync(Db, file, image => image.Blur = "whatever", Store);
        ArticleScan scan = await _article.Scan.FromFileAsync(Db, new AwkwardStream(file), store: Store);
        await _article.Cover.GenerateThumbnailAsync(Db, width: 100, store: Store);

        Article again = new() { Id = 7 };
        await again.Cover.LoadAsync(Db);
        await again.Scan.LoadAsync(Db);
        Assert.Multiple(() =>
        {
            Assert.That(cover.Blur, Is.EqualTo(expected.ToString()));
            Assert.That(scan.Placeholder, Is.EqualTo(expected.ToBytes()));
            Assert.That(again.Cover.Images.Select(image => ((IImage)image).Placeholder), Is.EqualTo(new[] { expected, expected }));
            Assert.That(((IImage)again.Scan.Original!).Placeholder, Is.EqualTo(expected));
        });
        Assert.That(await again.Scan.Original!.MakeBlobAsync(Store), Is.EqualTo(file));
    }

    [Test]
    public async Task A_picture_that_cannot_be_decoded_is_refused_and_nothing_is_stored()
    {
        byte[] broken = PngParts.WithPixelsCutOut(Pictures.Png(200, 150));
        Assert.That(async () => await _article.Cover.FromBlobAsync(Db, broken, store: Store), Throws.TypeOf<ImageFormatException>());
        Assert.That(await World.RowsAsync("article_cover"), Is.Zero);
        Assert.That(World.Files, Is.Empty);
    }

    [TestCase(null)]
    [TestCase("written by something else")]
    public async Task A_column_without_a_hash_is_no_placeholder(string? value)
    {
        await _article.Cover.FromBlobAsync(Db, Pictures.Png(60, 40), store: Store);
        await Db.ExecuteAsync("update article_cover set blur = @value", new { value });
        await _article.Cover.LoadAsync(Db);
        Assert.That(((IImage)_article.Cover.Original!).Placeholder, Is.Null);
    }

    [Test]
    public async Task An_image_type_that_declares_none_has_none()
    {
        User user = new() { Id = 7 };
        UserPicture picture = await user.Picture.FromBlobAsync(Db, Pictures.Png(60, 40), store: Store);
        Assert.That(((IImage)picture).Placeholder, Is.Null);
    }
}
