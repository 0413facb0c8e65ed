using Dapper;
using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class ThumbnailOptionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(400, 300, seed: 1);

    private static readonly ThumbnailOptions Cover = new() { Fit = Fit.Cover };

    private Task<UserPicture> MakeAsync(int width, int height, ThumbnailOptions options) =>
        User.Picture.GenerateThumbnailAsync(Db, width, height, store: Store, options: options);

    [TestCase(Fit.Cover, 90, 90)]
    [TestCase(Fit.Contain, 90, 68)]
    [TestCase(Fit.Pad, 90, 90)]
    public async Task TH_19_Both_sides_are_fitted(Fit fit, int width, int height)
    {
        await AttachAsync(Picture);
        UserPicture made = await MakeAsync(90, 90, new ThumbnailOptions { Fit = fit });
        Assert.That(made.Size, Is.EqualTo(new ImageSize(width, height)));
        Assert.That(Decoded.SizeOf(await made.MakeBlobAsync(Store)), Is.EqualTo((width, height)));
    }

    [Test]
    public async Task TH_20_The_row_tells_the_format_that_the_bytes_have([Values] ThumbnailFormat format)
    {
        await AttachAsync(Picture);
        UserPicture made = await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store, options: new ThumbnailOptions { Format = format });
        byte[] bytes = await made.MakeBlobAsync(Store);
        Assert.That(Codec.ReadHeader(bytes), Is.EqualTo(new ImageHeader(made.MimeType, new ImageSize(100, 75))));
        Assert.That(made.Key.ToPath(), Does.EndWith(MediaType.ExtensionOf(made.MimeType)));
    }

    [Test]
    public async Task Equal_sizes_of_different_recipes_live_side_by_side()
    {
        await AttachAsync(Picture);
        ThumbnailOptions[] recipes =
        [
            Cover, Cover with { FocalPoint = new FocalPoint(0, 0) }, Cover with { Format = ThumbnailFormat.WebP }, Cover with { Quality = 40 },
            Cover with { Sharpen = 1 }, Cover with { Filter = ResamplingFilter.Point }, new() { Fit = Fit.Pad }, new() { Fit = Fit.Pad, Background = "#ff0000" },
        ];
        List<string> revisions = [];
        foreach (ThumbnailOptions options in recipes)
            revisions.Add((await MakeAsync(90, 90, options)).Revision);
        Assert.That(revisions, Is.Unique);
        Assert.That(await World.RowsAsync(), Is.EqualTo(1 + recipes.Length));

        for (int i = 0; i < recipes.Length; i++)
            Assert.That((await MakeAsync(90, 90, recipes[i])).Revision, Is.EqualTo(revisions[i]), "found again");
        Assert.That(await World.RowsAsync(), Is.EqualTo(1 + recipes.Length));
        Assert.That(await User.Picture.TryFindThumbnailAsync(Db, width: 90), Is.Null, "none is merely scaled");
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task An_original_of_the_right_size_is_no_thumbnail_with_options()
    {
        await AttachAsync(Picture);
        UserPicture made = await MakeAsync(400, 300, Cover);
        Assert.That(made.Original, Is.False);
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Contained_and_merely_scaled_is_the_same()
    {
        await AttachAsync(Picture);
        UserPicture contained = await MakeAsync(80, 80, new ThumbnailOptions { Fit = Fit.Contain });
        UserPicture scaled = await User.Picture.GenerateThumbnailAsync(Db, width: 80, store: Store);
        Assert.That(scaled.Revision, Is.EqualTo(contained.Revision));
    }

    [Test]
    public async Task Several_widths_are_made_at_once_and_given_in_their_order()
    {
        await AttachAsync(Picture);
        UserPicture there = await User.Picture.GenerateThumbnailAsync(Db, width: 60, store: Store);
        UserPicture[] made = await User.Picture.GenerateThumbnailsAsync(Db, [30, 400, 60, 120, 30], Store);
        Assert.That(made.Select(image => image.Width), Is.EqualTo(new[] { 30, 400, 60, 120, 30 }));
        Assert.That(made[1].Original, Is.False, "as wide as the original, and yet a thumbnail");
        Assert.That(made[2].Revision, Is.EqualTo(there.Revision));
        Assert.That(await World.RowsAsync(), Is.EqualTo(5));
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(await User.Picture.GenerateThumbnailsAsync(Db, [], Store), Is.Empty);
    }

    [Test]
    public async Task Of_several_widths_one_that_cannot_be_put_leaves_none()
    {
        await AttachAsync(Picture);
        Store.BeforePut = key => key.Width == 60 ? throw new ImageStoreException("The disk is full.") : Task.CompletedTask;
        Assert.That(async () => await User.Picture.GenerateThumbnailsAsync(Db, [120, 60], Store), Throws.TypeOf<ImageStoreException>());
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task A_table_whose_key_lacks_the_recipe_is_told_and_keeps_no_file()
    {
        await Db.ExecuteAsync("drop table user_picture");
        await Db.ExecuteAsync(UserPicture.CreateTableSql(Dialect).Replace(", \"recipe\")", ")").Replace(", `recipe`)", ")"));
        await AttachAsync(Picture);
        await MakeAsync(90, 90, Cover);
        Assert.That(
            async () => await MakeAsync(90, 90, new ThumbnailOptions { Fit = Fit.Pad }),
            Throws.TypeOf<ImageTableException>().With.Message.Contains("primary key"));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCase(90, null)]
    [TestCase(null, 90)]
    public void TH_10_Fits_need_both_sides(int? width, int? height) => Assert.That(
        () => { _ = User.Picture.GenerateThumbnailAsync(Db, width, height, store: Store, options: Cover); },
        Throws.ArgumentException.With.Message.Contains("Fit.Cover needs both sides"));
}
