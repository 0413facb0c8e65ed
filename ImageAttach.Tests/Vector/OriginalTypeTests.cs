using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Vector;
using Shop;

namespace ImageAttach.Tests.Vector;

/// <summary>What the original library's own tests try with a JPEG, an SVG and a PDF.</summary>
public sealed class OriginalTypeTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly Dictionary<string, (byte[] First, byte[] Second, ImageSize Size)> Originals = new()
    {
        [MediaType.Jpeg] = (Pictures.Jpeg(405, 640, seed: 1), Pictures.Jpeg(405, 640, seed: 2), new ImageSize(405, 640)),
        [MediaType.Svg] = (Drawings.Svg(seed: 1), Drawings.Svg(seed: 2), new ImageSize(450, 450)),
        [MediaType.Pdf] = (Drawings.Pdf(seed: 1), Drawings.Pdf(seed: 2), new ImageSize(842, 595)),
    };

    private static readonly string[] Types = [MediaType.Jpeg, MediaType.Svg, MediaType.Pdf];

    private IDisposable _context = null!;

    [SetUp]
    public void UseCodecs() => _context = CodecsInUse.WithCodecs.Use();

    [TearDown]
    public void LeaveCodecs() => _context.Dispose();

    [TestCaseSource(nameof(Types))]
    public async Task ATT_01_It_is_attached_and_reads_back_byte_for_byte(string type)
    {
        (byte[] first, _, ImageSize size) = Originals[type];
        using MemoryStream file = new(first);
        UserPicture attached = await User.Picture.FromFileAsync(Db, file, store: Store);
        await User.Picture.LoadAsync(Db);
        UserPicture original = User.Picture.RequireOriginal();
        Assert.That((original.MimeType, original.Size, original.Revision), Is.EqualTo((type, size, attached.Revision)));
        Assert.That(original.Key.ToPath(), Does.EndWith(MediaType.ExtensionOf(type)));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(first));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCaseSource(nameof(Types))]
    public async Task TH_13_A_thumbnail_as_large_as_its_original_has_a_web_format(string type)
    {
        (byte[] first, _, ImageSize size) = Originals[type];
        await AttachAsync(first);
        UserPicture own = await User.Picture.GenerateThumbnailAsync(Db, width: size.Width, store: Store);
        Assert.That((own.Original, own.Size, own.MimeType), Is.EqualTo((false, size, type == MediaType.Jpeg ? type : MediaType.Png)));
        Assert.That(Decoded.SizeOf(await own.MakeBlobAsync(Store)), Is.EqualTo((size.Width, size.Height)));
    }

    [TestCaseSource(nameof(Types))]
    public async Task ATT_02_and_ATT_03_It_is_replaced_and_its_thumbnails_with_it(string type)
    {
        (byte[] first, byte[] second, ImageSize size) = Originals[type];
        await AttachAsync(first);
        await User.Picture.GenerateThumbnailAsync(Db, ratio: 0.5, store: Store);
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));

        await AttachAsync(second);
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(second));

        await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await User.Picture.LoadAsync(Db);
        Assert.That(User.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { size.Width, 10, 20 }));
        foreach (UserPicture image in User.Picture.Images.Where(image => !image.Original))
            Assert.That(Decoded.SizeOf(await image.MakeBlobAsync(Store)), Is.EqualTo((image.Width, image.Height)));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCaseSource(nameof(Types))]
    public async Task ATT_04_to_ATT_06_The_store_may_come_from_the_context_and_the_stream_stays_open(string type)
    {
        (byte[] first, byte[] second, _) = Originals[type];
        using (StoreContext.Use(Store))
        {
            await User.Picture.FromBlobAsync(Db, first);
            Assert.That(await User.Picture.MakeBlobAsync(Db), Is.EqualTo(first));
            using AwkwardStream upload = new(second);
            await User.Picture.FromFileAsync(Db, upload);
            Assert.That(upload.IsDisposed, Is.False);
            Assert.That(await User.Picture.MakeBlobAsync(Db), Is.EqualTo(second));
        }

        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCaseSource(nameof(Types))]
    public async Task TH_02_to_TH_06_Sizes_follow_the_original_and_nothing_is_made_twice(string type)
    {
        (byte[] first, _, ImageSize size) = Originals[type];
        await AttachAsync(first);
        UserPicture doubled = await User.Picture.GenerateThumbnailAsync(Db, ratio: 2, store: Store);
        UserPicture half = await User.Picture.GenerateThumbnailAsync(Db, height: size.Height / 2, store: Store);
        Assert.That(doubled.Size, Is.EqualTo(new ImageSize(2 * size.Width, 2 * size.Height)));
        Assert.That(half.Width, Is.EqualTo(size.Width / 2.0).Within(1));
        Assert.That((await User.Picture.GenerateThumbnailAsync(Db, width: 2 * size.Width, store: Store)).Revision, Is.EqualTo(doubled.Revision));
        Assert.That((await User.Picture.GenerateThumbnailAsync(Db, width: half.Width, store: Store)).Revision, Is.EqualTo(half.Revision));
        await User.Picture.GenerateThumbnailAsync(Db, width: 3 * size.Width, store: Store);
        Assert.That(await World.RowsAsync(), Is.EqualTo(4));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public async Task TH_14_Its_thumbnail_is_a_png_in_row_name_and_bytes(string type)
    {
        await AttachAsync(Originals[type].First);
        UserPicture thumbnail = await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store);
        byte[] bytes = await thumbnail.MakeBlobAsync(Store);
        Assert.That((thumbnail.MimeType, Path.GetExtension(thumbnail.Key.ToPath())), Is.EqualTo((MediaType.Png, ".png")));
        Assert.That(Codec.ReadHeader(bytes), Is.EqualTo(new ImageAttach.Imaging.ImageHeader(MediaType.Png, thumbnail.Size)));
    }

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public async Task ATT_16_A_broken_one_is_refused_and_the_old_picture_stays(string type)
    {
        (byte[] first, byte[] second, _) = Originals[type];
        await AttachAsync(first);
        byte[] broken = type == MediaType.Svg ? second[..^6] : second[..200];
        Assert.That(async () => await AttachAsync(broken), Throws.TypeOf<ImageFormatException>().With.Message.Contains(type));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(first));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }
}
