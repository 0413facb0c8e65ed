using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class ThumbnailTests(DatabaseKind kind) : ShopTests(kind)
{
    private const int Width = 405;
    private const int Height = 640;

    private static readonly byte[] Picture = Pictures.Jpeg(Width, Height, seed: 1);

    private Task<UserPicture> MakeAsync(int? width = null, int? height = null, double? ratio = null) =>
        User.Picture.GenerateThumbnailAsync(Db, width, height, ratio, Store);

    [Test]
    public void TH_01_Without_an_original_the_error_says_what_to_do() => Assert.That(
        async () => await MakeAsync(width: 120),
        Throws.TypeOf<ImageNotFoundException>()
            .With.Message.EqualTo("user-picture 1234 has no original, so a thumbnail 120 wide can't be made. Attach one first."));

    [Test]
    public async Task TH_02_to_TH_06_Sizes_follow_the_original_and_nothing_is_made_twice()
    {
        UserPicture original = await AttachAsync(Picture);
        UserPicture doubled = await MakeAsync(ratio: 2);
        UserPicture half = await MakeAsync(height: Height / 2);
        Assert.That(doubled.Size, Is.EqualTo(new ImageSize(2 * Width, 2 * Height)));
        Assert.That(half.Height, Is.EqualTo(Height / 2));
        Assert.That(half.Width, Is.EqualTo(Width / 2.0).Within(1));

        Assert.That((await MakeAsync(width: 2 * Width)).Revision, Is.EqualTo(doubled.Revision), "TH-03");
        Assert.That(await World.RowsAsync(), Is.EqualTo(3), "TH-04");
        Assert.That((await MakeAsync(width: half.Width)).Revision, Is.EqualTo(half.Revision), "TH-05");
        Assert.That(await World.RowsAsync(), Is.EqualTo(3), "TH-05");
        await MakeAsync(width: 3 * Width);
        Assert.That(await World.RowsAsync(), Is.EqualTo(4), "TH-06");
        Assert.That((await User.Picture.LoadAsync(Db)).RequireOriginal().Revision, Is.EqualTo(original.Revision));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task TH_07_Images_are_found_by_width_by_height_and_by_both()
    {
        await AttachAsync(Picture);
        UserPicture half = await MakeAsync(ratio: 0.5);
        Assert.That((await User.Picture.FindThumbnailAsync(Db, width: half.Width)).Size, Is.EqualTo(half.Size));
        Assert.That((await User.Picture.FindThumbnailAsync(Db, height: half.Height)).Size, Is.EqualTo(half.Size));
        Assert.That((await User.Picture.FindThumbnailAsync(Db, half.Width, half.Height)).Size, Is.EqualTo(half.Size));
        Assert.That(await User.Picture.TryFindThumbnailAsync(Db, width: Width), Is.Null, "the original isn't a thumbnail");
        UserPicture own = await MakeAsync(ratio: 1);
        Assert.That((await User.Picture.FindThumbnailAsync(Db, width: Width)).Revision, Is.EqualTo(own.Revision));
    }

    [Test]
    public async Task TH_08_What_is_not_there_is_named_by_its_size()
    {
        await AttachAsync(Picture);
        Assert.Multiple(() =>
        {
            Assert.That(async () => await User.Picture.FindThumbnailAsync(Db, width: 270), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("270 wide"));
            Assert.That(async () => await User.Picture.FindThumbnailAsync(Db, height: 426), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("426 high"));
            Assert.That(async () => await User.Picture.FindThumbnailAsync(Db, 270, 426), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("270×426"));
        });
        Assert.That(await User.Picture.TryFindThumbnailAsync(Db, width: 270), Is.Null);
    }

    [Test]
    public async Task TH_09_The_store_may_come_from_the_context()
    {
        using (StoreContext.Use(Store))
        {
            await User.Picture.FromBlobAsync(Db, Picture);
            Assert.That((await User.Picture.GenerateThumbnailAsync(Db, ratio: 0.5)).Width, Is.EqualTo(203));
            Assert.That((await User.Picture.FindOrGenerateThumbnailAsync(Db, height: 300)).Height, Is.EqualTo(300));
        }

        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCase(null, null, null)]
    [TestCase(10, 10, null)]
    [TestCase(10, null, 0.5)]
    [TestCase(10, 10, 0.5)]
    [TestCase(0, null, null)]
    [TestCase(-1, null, null)]
    [TestCase(null, 0, null)]
    [TestCase(null, -1, null)]
    [TestCase(null, null, 0.0)]
    [TestCase(null, null, -1.0)]
    [TestCase(null, null, double.NaN)]
    [TestCase(null, null, double.PositiveInfinity)]
    public async Task TH_10_Senseless_sizes_are_refused_at_once(int? width, int? height, double? ratio)
    {
        await AttachAsync(Picture);
        Assert.That(() => { _ = MakeAsync(width, height, ratio); }, Throws.InstanceOf<ArgumentException>());
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCase(null, null)]
    [TestCase(0, null)]
    [TestCase(null, -1)]
    public void TH_10_Senseless_searches_are_refused_at_once(int? width, int? height) =>
        Assert.That(() => { _ = User.Picture.TryFindThumbnailAsync(Db, width, height); }, Throws.InstanceOf<ArgumentException>());

    [TestCase(300_000, null, null)]
    [TestCase(null, 16_384, null)]
    [TestCase(null, null, 1e9)]
    public async Task TH_10_Thumbnails_that_would_exhaust_the_machine_are_refused(int? width, int? height, double? ratio)
    {
        await AttachAsync(Picture);
        Assert.That(async () => await MakeAsync(width, height, ratio), Throws.TypeOf<ImageLimitException>().With.Message.Contains("16,383"));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    // The original cuts to whole pixels; ours rounds, so 54 instead of 53 for 4000×3000 at 72 wide.
    [TestCase(405, 640, 150, null, null, 150, 237)]
    [TestCase(405, 640, null, 150, null, 95, 150)]
    [TestCase(405, 640, null, null, 0.5, 203, 320)]
    [TestCase(405, 640, null, null, 0.333, 135, 213)]
    [TestCase(405, 640, null, null, 2.0, 810, 1280)]
    [TestCase(4000, 3000, 72, null, null, 72, 54)]
    [TestCase(4000, 3000, 150, null, null, 150, 113)]
    [TestCase(4242, 2828, 640, null, null, 640, 427)]
    [TestCase(4618, 2598, 640, null, null, 640, 360)]
    [TestCase(3000, 10, 150, null, null, 150, 1)]
    public void TH_11_Sizes_are_rounded(int originalWidth, int originalHeight, int? width, int? height, double? ratio, int thenWidth, int thenHeight) =>
        Assert.That(
            ImageAttach.Imaging.ThumbnailSpec.Create(width, height, ratio).GetSize(new ImageSize(originalWidth, originalHeight)),
            Is.EqualTo(new ImageSize(thenWidth, thenHeight)));

    [Test]
    public async Task TH_12_A_side_is_never_less_than_one_pixel()
    {
        await AttachAsync(Pictures.Png(3000, 10, seed: 1));
        UserPicture thumbnail = await MakeAsync(width: 150);
        Assert.That(thumbnail.Size, Is.EqualTo(new ImageSize(150, 1)));
        Assert.That(Decoded.SizeOf(await thumbnail.MakeBlobAsync(Store)), Is.EqualTo((150, 1)));
    }

    [Test]
    public async Task TH_13_A_thumbnail_as_large_as_its_original_is_one_of_its_own()
    {
        UserPicture original = await AttachAsync(Picture);
        UserPicture own = await MakeAsync(width: Width);
        Assert.That((own.Original, own.Size), Is.EqualTo((false, original.Size)));
        Assert.That(own.Revision, Is.Not.EqualTo(original.Revision));
        foreach (UserPicture same in new[] { await MakeAsync(width: Width), await MakeAsync(height: Height), await MakeAsync(ratio: 1) })
            Assert.That(same.Revision, Is.EqualTo(own.Revision));
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));
        Assert.That(User.Picture.Original!.Revision, Is.EqualTo(original.Revision));
        await World.AssertRowsAndFilesAgreeAsync(User);
        await AttachAsync(Picture);
        Assert.That(await World.RowsAsync(), Is.EqualTo(1), "it goes with its original");
    }

    [Test]
    public async Task A_thumbnail_as_large_as_its_original_is_upright_and_without_metadata()
    {
        byte[] turned = JpegParts.WithExif(Pictures.Jpeg(Width, Height, seed: 1), Exif.WithOrientation(6));
        UserPicture original = await AttachAsync(turned);
        Assert.That(original.Size, Is.EqualTo(new ImageSize(Height, Width)));
        UserPicture own = await MakeAsync(ratio: 1);
        byte[] bytes = await own.MakeBlobAsync(Store);
        Assert.That(Decoded.SizeOf(bytes), Is.EqualTo((Height, Width)));
        Assert.That(turned.AsSpan().IndexOf("Exif"u8), Is.Positive);
        Assert.That(bytes.AsSpan().IndexOf("Exif"u8), Is.EqualTo(-1));
    }

    [Test]
    public async Task TH_15_The_row_tells_the_type_that_the_bytes_have()
    {
        (byte[] Original, string Thumbnail)[] cases =
        [
            (Pictures.Jpeg(60, 40, seed: 1), "image/jpeg"),
            (Pictures.Png(60, 40, seed: 1), "image/png"),
            (Pictures.WebP(60, 40, seed: 1), "image/webp"),
            (Pictures.Gif(60, 40, frames: 3), "image/png"),
            (Pictures.Bmp(60, 40, seed: 1), "image/png"),
        ];
        foreach ((byte[] original, string type) in cases)
        {
            await AttachAsync(original);
            UserPicture thumbnail = await MakeAsync(width: 30);
            Assert.That(thumbnail.MimeType, Is.EqualTo(type));
            Assert.That(thumbnail.Original, Is.False);
            Assert.That(Decoded.SizeOf(await thumbnail.MakeBlobAsync(Store)), Is.EqualTo((30, 20)));
            await World.AssertRowsAndFilesAgreeAsync(User);
        }
    }

    [Test]
    public async Task TH_21_Of_two_with_one_width_the_lower_is_chosen_every_time()
    {
        await AttachAsync(Picture);
        await MakeAsync(width: 202);
        await Db.ExecuteAsync("update user_picture set height = height - 1 where not original");
        await User.Picture.LoadAsync(Db);
        await MakeAsync(height: 319);
        await Db.ExecuteAsync("update user_picture set width = 202 where not original");

        Assert.That(await World.RowsAsync(), Is.EqualTo(3));
        for (int i = 0; i < 3; i++)
        {
            Assert.That((await MakeAsync(width: 202)).Height, Is.EqualTo(318));
            Assert.That((await User.Picture.FindThumbnailAsync(Db, width: 202)).Height, Is.EqualTo(318));
        }
    }

    [Test]
    public async Task TH_22_A_thumbnail_can_be_located_at_once()
    {
        await AttachAsync(Picture);
        UserPicture thumbnail = await MakeAsync(width: 150);
        Assert.That(
            thumbnail.Locate(Store),
            Is.EqualTo(new Uri($"https://images.example.com/user-picture/234/1/1234.150x237.{thumbnail.Revision}.jpg")));
    }

    [Test]
    public async Task TH_23_Eight_workers_that_want_one_thumbnail_get_one()
    {
        await AttachAsync(Picture);
        UserPicture[] made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using System.Data.Common.DbConnection db = await World.AnotherConnectionAsync();
            return await new User { Id = User.Id }.Picture.GenerateThumbnailAsync(db, width: 150, store: Store);
        })));

        Assert.That(made.Select(image => image.Revision).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task An_original_replaced_while_its_thumbnail_is_made_gets_none()
    {
        await AttachAsync(Picture);
        Store.BeforePut = async key =>
        {
            if (key.Width != 150)
                return;
            await using System.Data.Common.DbConnection db = await World.AnotherConnectionAsync();
            await new User { Id = User.Id }.Picture.FromBlobAsync(db, Pictures.Jpeg(Width, Height, seed: 9), store: Store);
        };

        Assert.That(async () => await MakeAsync(width: 150), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("replaced or removed"));
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_original_removed_while_its_thumbnail_is_made_leaves_nothing()
    {
        await AttachAsync(Picture);
        Store.BeforePut = async key =>
        {
            await using System.Data.Common.DbConnection db = await World.AnotherConnectionAsync();
            await new User { Id = User.Id }.Picture.RemoveAsync(db, Store);
        };

        Assert.That(async () => await MakeAsync(width: 150), Throws.TypeOf<ImageNotFoundException>());
        Assert.That(World.Files, Is.Empty);
        Assert.That(await World.RowsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_lost_original_file_is_told_and_leaves_nothing()
    {
        UserPicture original = await AttachAsync(Picture);
        await Store.DeleteAsync(original.Key);
        Assert.That(async () => await MakeAsync(width: 150), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("user-picture 1234"));
        Assert.That(World.Files, Is.Empty);
    }
}
