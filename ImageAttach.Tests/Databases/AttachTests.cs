using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

public sealed class AttachTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Portrait = Pictures.Jpeg(405, 640, seed: 1);
    private static readonly byte[] Landscape = Pictures.Jpeg(640, 405, seed: 2);

    [Test]
    public async Task ATT_01_An_attached_picture_is_the_original_and_reads_back_byte_for_byte()
    {
        using MemoryStream file = new(Portrait);
        UserPicture attached = await User.Picture.FromFileAsync(Db, file, store: Store);

        Assert.That(User.Picture.Original, Is.SameAs(attached));
        await User.Picture.LoadAsync(Db);
        UserPicture original = User.Picture.RequireOriginal();
        Assert.Multiple(() =>
        {
            Assert.That(User.Picture.Images, Has.Count.EqualTo(1));
            Assert.That(original.Size, Is.EqualTo(new ImageSize(405, 640)));
            Assert.That(original.MimeType, Is.EqualTo("image/jpeg"));
            Assert.That(original.Original, Is.True);
            Assert.That(original.Length, Is.EqualTo(Portrait.Length));
            Assert.That(original.UserId, Is.EqualTo(1234));
            Assert.That(original.CreatedAt, Is.EqualTo(attached.CreatedAt));
            Assert.That(original.CreatedAt.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(original.Revision, Has.Length.EqualTo(32));
        });
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_02_Replacing_leaves_one_original_and_none_of_the_old_thumbnails()
    {
        await AttachAsync(Portrait);
        await User.Picture.GenerateThumbnailAsync(Db, ratio: 0.5, store: Store);
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));

        await AttachAsync(Landscape);

        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Landscape));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_03_Thumbnails_of_the_new_picture_can_be_made_after_replacing()
    {
        await AttachAsync(Portrait);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await AttachAsync(Landscape);
        await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);

        await User.Picture.LoadAsync(Db);
        Assert.That(User.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 640, 10, 20 }));
        foreach (UserPicture image in User.Picture.Images)
            Assert.That(Decoded.SizeOf(await image.MakeBlobAsync(Store)), Is.EqualTo((image.Width, image.Height)));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_04_The_store_may_come_from_the_context()
    {
        using (StoreContext.Use(Store))
        {
            using MemoryStream file = new(Portrait);
            await User.Picture.FromFileAsync(Db, file);
            Assert.That(await User.Picture.MakeBlobAsync(Db), Is.EqualTo(Portrait));
        }

        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_05_A_blob_is_attached_like_a_file([Values] bool fromContext)
    {
        using IDisposable? context = fromContext ? StoreContext.Use(Store) : null;
        IImageStore? store = fromContext ? null : Store;
        await User.Picture.FromBlobAsync(Db, Portrait, store: store);
        Assert.That(await User.Picture.MakeBlobAsync(Db, store), Is.EqualTo(Portrait));

        await User.Picture.GenerateThumbnailAsync(Db, ratio: 0.5, store: store);
        await User.Picture.FromBlobAsync(Db, Landscape, store: store);

        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, store), Is.EqualTo(Landscape));
    }

    [Test]
    public async Task ATT_06_The_callers_stream_stays_open()
    {
        using MemoryStream file = new(Portrait);
        await User.Picture.FromFileAsync(Db, file, store: Store);
        Assert.That(file.CanRead, Is.True);

        using AwkwardStream upload = new(Landscape);
        await User.Picture.FromFileAsync(Db, upload, store: Store);
        Assert.That(upload.IsDisposed, Is.False);
    }

    [Test]
    public async Task ATT_07_A_stream_that_cannot_seek_is_attached_whole([Values(1000, 3_000_000)] int paddedTo)
    {
        // Bytes after the end of a JPEG are legal, and make it too long to be spooled in memory.
        byte[] picture = [.. Portrait, .. new byte[Math.Max(0, paddedTo - Portrait.Length)]];
        using AwkwardStream upload = new(picture);
        await User.Picture.FromFileAsync(Db, upload, store: Store);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(picture));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_07_A_stream_is_read_from_its_position_on()
    {
        using MemoryStream file = new([1, 2, 3, 4, .. Portrait]) { Position = 4 };
        await User.Picture.FromFileAsync(Db, file, store: Store);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));
    }

    [Test]
    public async Task ATT_09_Type_and_size_come_from_the_bytes_whatever_the_caller_says()
    {
        using MemoryStream file = new(Portrait);
        UserPicture attached = await User.Picture.FromFileAsync(
            Db, file, picture => (picture.Size, picture.MimeType, picture.Original) = (new ImageSize(3, 4), "image/png", false), Store);
        Assert.That((attached.Size, attached.MimeType, attached.Original), Is.EqualTo((new ImageSize(405, 640), "image/jpeg", true)));
    }

    [Test]
    public async Task ATT_11_Configure_cannot_move_the_picture_to_another_owner()
    {
        await AttachAsync(Portrait);
        using MemoryStream file = new(Landscape);
        Assert.That(
            async () => await User.Picture.FromFileAsync(Db, file, picture => picture.UserId = 7, Store),
            Throws.ArgumentException.With.Message.Contains("key of user-picture 1234"));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));
    }

    [Test]
    public async Task ATT_12_Replacing_by_a_picture_of_the_same_size_clears_the_thumbnails()
    {
        await AttachAsync(Pictures.Jpeg(500, 500, seed: 3));
        byte[] old100 = await (await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store)).MakeBlobAsync(Store);
        byte[] old50 = await (await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store)).MakeBlobAsync(Store);

        await AttachAsync(Pictures.Jpeg(500, 500, seed: 4));
        Assert.That(async () => await User.Picture.FindThumbnailAsync(Db, width: 100), Throws.TypeOf<ImageNotFoundException>());

        byte[] new100 = await (await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store)).MakeBlobAsync(Store);
        byte[] new50 = await (await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store)).MakeBlobAsync(Store);
        Assert.That(new100, Is.Not.EqualTo(old100));
        Assert.That(new50, Is.Not.EqualTo(old50));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public void ATT_14_Without_any_store_nothing_begins()
    {
        using MemoryStream file = new(Portrait);
        Assert.That(() => { _ = User.Picture.FromFileAsync(Db, file); }, Throws.TypeOf<StoreContextException>().With.Message.Contains("StoreContext.Use"));
        Assert.That(file.Position, Is.Zero);
    }

    [Test]
    public async Task ATT_14_Without_any_store_nothing_is_located_opened_made_or_removed()
    {
        UserPicture picture = await AttachAsync(Portrait);
        Assert.Multiple(() =>
        {
            Assert.That(() => picture.Locate(), Throws.TypeOf<StoreContextException>());
            Assert.That(() => User.Picture.Locate(), Throws.TypeOf<StoreContextException>());
            Assert.That(() => { _ = User.Picture.OpenFileAsync(Db); }, Throws.TypeOf<StoreContextException>());
            Assert.That(() => { _ = User.Picture.MakeBlobAsync(Db); }, Throws.TypeOf<StoreContextException>());
            Assert.That(() => { _ = User.Picture.GenerateThumbnailAsync(Db, width: 10); }, Throws.TypeOf<StoreContextException>());
            Assert.That(() => { _ = User.Picture.RemoveAsync(Db); }, Throws.TypeOf<StoreContextException>());
        });
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_15_An_empty_set_has_no_original_and_says_so()
    {
        await User.Picture.LoadAsync(Db);
        Assert.Multiple(() =>
        {
            Assert.That(User.Picture.Original, Is.Null);
            Assert.That(User.Picture.Images, Is.Empty);
            Assert.That(User.Picture.ToHtml(Store), Is.Empty);
            Assert.That(() => User.Picture.RequireOriginal(), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("user-picture 1234"));
            Assert.That(() => User.Picture.Locate(Store), Throws.TypeOf<ImageNotFoundException>());
            Assert.That(async () => await User.Picture.OpenFileAsync(Db, Store), Throws.TypeOf<ImageNotFoundException>());
            Assert.That(async () => await User.Picture.MakeBlobAsync(Db, Store), Throws.TypeOf<ImageNotFoundException>());
            Assert.That(async () => await User.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store), Throws.TypeOf<ImageNotFoundException>());
        });
    }

    [Test]
    public void A_set_that_was_never_loaded_does_not_pretend_to_be_empty()
    {
        Assert.That(User.Picture.IsLoaded, Is.False);
        Assert.That(() => User.Picture.Original, Throws.InvalidOperationException.With.Message.Contains("LoadAsync"));
        Assert.That(() => User.Picture.ToHtml(Store), Throws.InvalidOperationException);
    }

    private static IEnumerable<TestCaseData<byte[]>> BadBytes()
    {
        yield return new TestCaseData<byte[]>([]).SetArgDisplayNames("empty");
        yield return new TestCaseData<byte[]>("This is no picture at all, but long enough for one."u8.ToArray()).SetArgDisplayNames("garbage");
        yield return new TestCaseData<byte[]>(Portrait[..100]).SetArgDisplayNames("cut after 100 bytes");
        yield return new TestCaseData<byte[]>(Portrait[..(Portrait.Length / 2)]).SetArgDisplayNames("cut in the middle");
        yield return new TestCaseData<byte[]>(Portrait[..^100]).SetArgDisplayNames("cut before the end");
    }

    [TestCaseSource(nameof(BadBytes))]
    public async Task ATT_16_Bad_bytes_are_refused_and_the_old_picture_stays(byte[] bytes)
    {
        await AttachAsync(Portrait);
        await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store);
        int puts = Store.Puts.Count;

        Assert.That(async () => await AttachAsync(bytes), Throws.TypeOf<ImageFormatException>());

        Assert.That(Store.Puts, Has.Count.EqualTo(puts), "nothing was stored");
        Assert.That(await World.RowsAsync(), Is.EqualTo(2));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task ATT_17_A_file_beyond_the_byte_limit_is_refused_without_reading_on([Values] bool seekable)
    {
        await AttachAsync(Portrait);
        ImageLimits limits = new() { MaxBytes = 1000 };
        using Stream upload = seekable ? new MemoryStream(Landscape) : new AwkwardStream(Landscape);
        Assert.That(
            async () => await User.Picture.FromFileAsync(Db, upload, store: Store, limits: limits),
            Throws.TypeOf<ImageLimitException>().With.Message.Contains("1,000 bytes").And.Message.Contains("ImageLimits.MaxBytes"));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));
    }

    [Test]
    public async Task ATT_18_Attaching_twice_leaves_one_original_the_second()
    {
        await AttachAsync(Portrait);
        await AttachAsync(Landscape);
        await User.Picture.LoadAsync(Db);
        Assert.That(User.Picture.Images.Count(image => image.Original), Is.EqualTo(1));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Landscape));
    }

    [Test]
    public async Task ATT_20_An_image_whose_row_is_gone_still_opens_while_its_file_is_there()
    {
        UserPicture picture = await AttachAsync(Portrait);
        await Db.ExecuteAsync("delete from user_picture");
        Assert.That(await picture.MakeBlobAsync(Store), Is.EqualTo(Portrait));
    }

    [Test]
    public async Task ATT_21_After_a_store_failed_once_the_same_stream_can_be_attached_again()
    {
        await AttachAsync(Portrait);
        using MemoryStream file = new(Landscape);
        Store.BeforePut = _ => throw new ImageStoreException("The disk is full.");
        Assert.That(async () => await User.Picture.FromFileAsync(Db, file, store: Store), Throws.TypeOf<ImageStoreException>());
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Portrait));

        Store.BeforePut = _ => Task.CompletedTask;
        file.Position = 0;
        await User.Picture.FromFileAsync(Db, file, store: Store);
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Landscape));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task Sets_of_one_owner_do_not_touch_each_other()
    {
        await AttachAsync(Portrait);
        await User.FrontCover.FromBlobAsync(Db, Landscape, store: Store);
        await User.Picture.RemoveAsync(Db, Store);

        Assert.That(await World.RowsAsync(), Is.Zero);
        Assert.That(await User.FrontCover.MakeBlobAsync(Db, Store), Is.EqualTo(Landscape));
        Assert.That(World.Files, Is.EqualTo(new[] { User.FrontCover.RequireOriginal().Key.ToPath() }));
        Assert.That(World.Files[0], Does.StartWith("user-front-cover/234/1/1234.640x405."));
    }

    [Test]
    public async Task Removing_removes_rows_and_files_and_removing_nothing_is_no_error()
    {
        await AttachAsync(Portrait);
        await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store);
        await User.Picture.RemoveAsync(Db, Store);
        Assert.That(await World.RowsAsync(), Is.Zero);
        Assert.That(World.Files, Is.Empty);
        Assert.That(User.Picture.Original, Is.Null);
        await Assert.DoesNotThrowAsync(() => User.Picture.RemoveAsync(Db, Store));
    }

    [Test]
    public async Task A_closed_connection_is_opened_for_an_operation_and_closed_again()
    {
        await Db.CloseAsync();
        await AttachAsync(Portrait);
        await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store);
        await User.Picture.LoadAsync(Db);
        Assert.That(Db.State, Is.EqualTo(System.Data.ConnectionState.Closed));
        await Db.OpenAsync();
        await World.AssertRowsAndFilesAgreeAsync(User);
    }
}
