using ImageAttach.Stores;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Stores used with images instead of keys, as the original's users do.</summary>
public sealed class StoredImageTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Bytes = Pictures.Jpeg(405, 640, seed: 1);

    private static UserPicture NewPicture(bool original = true, string revision = "abc123") => new()
    {
        UserId = 1234,
        Size = new ImageSize(405, 640),
        MimeType = "image/jpeg",
        Original = original,
        Revision = revision,
        CreatedAt = new DateTimeOffset(2026, 11, 23, 16, 5, 59, TimeSpan.Zero),
    };

    [Test]
    public async Task STO_01_Storing_an_image_puts_its_bytes_under_its_key()
    {
        await Store.PutAsync(NewPicture(), new MemoryStream(Bytes));
        StoreKey key = new("user-picture", ObjectId.From(1234), 405, 640, "image/jpeg", "abc123");
        Assert.That(Store.Puts, Is.EqualTo(new[] { (key, false) }));
        Assert.That(World.Files, Is.EqualTo(new[] { "user-picture/234/1/1234.405x640.abc123.jpg" }));
    }

    [Test]
    public async Task STO_02_A_thumbnail_is_reproducible()
    {
        await Store.PutAsync(NewPicture(original: false), new MemoryStream(Bytes));
        Assert.That(Store.Puts[0].Reproducible, Is.True);

        await AttachAsync(Bytes);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        Assert.That(Store.Puts.Skip(1).Select(put => put.Reproducible), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void STO_03_Nothing_in_place_of_an_image_or_a_file_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Store.PutAsync(null!, new MemoryStream()), Throws.ArgumentNullException);
            Assert.That(() => Store.PutAsync(NewPicture(), null!), Throws.ArgumentNullException);
            Assert.That(() => Store.OpenAsync((IImage)null!), Throws.ArgumentNullException);
            Assert.That(() => Store.DeleteAsync((IImage)null!), Throws.ArgumentNullException);
        });
    }

    [Test]
    public async Task STO_04_Deleting_is_silent_when_nothing_is_there()
    {
        await Store.PutAsync(NewPicture(), new MemoryStream(Bytes));
        await Store.DeleteAsync(NewPicture());
        Assert.That(World.Files, Is.Empty);
        await Assert.DoesNotThrowAsync(() => Store.DeleteAsync(NewPicture()));
    }

    [Test]
    public async Task STO_05_Opening_gives_the_same_bytes()
    {
        await Store.PutAsync(NewPicture(), new MemoryStream(Bytes));
        Assert.That(await NewPicture().MakeBlobAsync(Store), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task STO_06_A_seekable_stream_can_be_asked_for()
    {
        await Store.PutAsync(NewPicture(), new MemoryStream(Bytes));
        await using Stream file = await Store.OpenAsync(NewPicture(), seekable: true);
        await file.ReadExactlyAsync(new byte[10]);
        Assert.That(file.Position, Is.EqualTo(10));
        file.Seek(0, SeekOrigin.Begin);
        Assert.That(file.Position, Is.Zero);
    }

    [Test]
    public void STO_07_An_image_without_a_size_names_no_file() =>
        Assert.That(() => Store.OpenAsync(new UserPicture { UserId = 1, MimeType = "image/png" }), Throws.ArgumentException.With.Message.Contains("0×0"));

    [Test]
    public void STO_08_and_STO_10_An_address_without_revision_carries_the_time_of_creation()
    {
        UserPicture picture = NewPicture(revision: "");
        Assert.That(
            picture.Locate(Store).AbsoluteUri,
            Is.EqualTo("https://images.example.com/user-picture/234/1/1234.405x640.jpe?_ts=20261123160559000000"));
        picture.CreatedAt += TimeSpan.FromSeconds(1);
        Assert.That(picture.Locate(Store).Query, Is.EqualTo("?_ts=20261123160600000000"));
    }

    [Test]
    public void STO_09_The_time_follows_a_query_that_is_there()
    {
        QueryStore store = new();
        Assert.That(NewPicture(revision: "").Locate(store).Query, Is.EqualTo("?qs=1&qs=2&_ts=20261123160559000000"));
        Assert.That(NewPicture().Locate(store).Query, Is.EqualTo("?qs=1&qs=2"));
    }

    [Test]
    public void STO_10_The_time_is_UTC_in_any_offset()
    {
        UserPicture picture = NewPicture(revision: "");
        picture.CreatedAt = picture.CreatedAt.ToOffset(TimeSpan.FromMinutes(345));
        Assert.That(picture.Locate(Store).Query, Is.EqualTo("?_ts=20261123160559000000"));
    }

    [Test]
    public void STO_12_What_was_never_stored_is_not_found() =>
        Assert.That(async () => await NewPicture().OpenFileAsync(Store), Throws.TypeOf<ImageFileNotFoundException>().And.InstanceOf<IOException>());

    [Test]
    public async Task STO_13_A_stream_that_cannot_seek_is_read_into_memory()
    {
        await using Stream file = await new QueryStore().OpenAsync(NewPicture(), seekable: true);
        Assert.That(file.CanSeek, Is.True);
        Assert.That(file.Position, Is.Zero);
        Assert.That(((MemoryStream)file).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task STO_13_A_long_stream_that_cannot_seek_is_read_into_a_temporary_file()
    {
        byte[] bytes = new byte[3 << 20];
        new Random(1).NextBytes(bytes);
        LooseStore store = LooseStore.Of(store => store.OpenFile = (_, _) => Task.FromResult<Stream>(new AwkwardStream(bytes, atATime: 100_000)));
        string path;
        await using (Stream file = await store.OpenAsync(NewPicture(), seekable: true))
        {
            path = ((FileStream)file).Name;
            Assert.That((file.Position, file.Length), Is.EqualTo((0L, (long)bytes.Length)));
            byte[] read = new byte[bytes.Length];
            await file.ReadExactlyAsync(read);
            Assert.That(read, Is.EqualTo(bytes));
        }

        Assert.That(File.Exists(path), Is.False, "it goes with the stream");
    }

    [Test]
    public void STO_11_A_store_without_its_verbs_does_not_compile()
    {
        string[] missing = [.. GeneratorRun.Compile("public sealed class Store : ImageAttach.IImageStore;").GetDiagnostics()
            .Where(found => found.Id == "CS0535").Select(found => found.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
        Assert.That(missing, Has.Length.EqualTo(4));
        foreach (string verb in new[] { "PutAsync", "OpenAsync", "DeleteAsync", "Locate" })
            Assert.That(missing, Has.Some.Contains($"IImageStore.{verb}("));
    }

    [Test]
    public async Task CTX_10_A_file_goes_to_the_store_that_was_current_when_it_was_attached()
    {
        MemoryStore later = new();
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.BeforePut = _ => goOn.Task;
        Task<UserPicture> attach;
        using (StoreContext.Use(Store))
            attach = User.Picture.FromBlobAsync(Db, Bytes);
        using (StoreContext.Use(later))
        {
            goOn.SetResult();
            await attach;
        }

        Assert.That(World.Files, Has.Length.EqualTo(1));
        Assert.That(await later.ListAsync("user-picture").ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task STO_14_Replacing_changes_the_address_even_within_a_second()
    {
        Uri first = (await AttachAsync(Bytes)).Locate(Store);
        Uri second = (await AttachAsync(Bytes)).Locate(Store);
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void HTM_01_The_element_escapes_its_address()
    {
        string html = NewPicture(revision: "").ToHtml(new QueryStore());
        Assert.That(
            html, Is.EqualTo("<img src=\"https://cdn.example.com/x?qs=1&amp;qs=2&amp;_ts=20261123160559000000\" width=\"405\" height=\"640\">"));
    }

    [Test]
    public async Task HTM_01_and_HTM_03_A_set_shows_its_original_and_an_empty_one_nothing()
    {
        await User.Picture.LoadAsync(Db);
        Assert.That(User.Picture.ToHtml(Store), Is.Empty, "HTM-03");
        UserPicture picture = await AttachAsync(Bytes);
        Assert.That(User.Picture.ToHtml(Store), Is.EqualTo(picture.ToHtml(Store)).And.Contains(picture.Locate(Store).AbsoluteUri), "HTM-01");
    }

    [Test]
    public void HTM_02_Quotes_cannot_end_the_attribute() =>
        Assert.That(NewPicture().ToHtml(new QueryStore("/a\"b'<c>")), Does.Not.Contain("a\"b").And.Not.Contain("<c>"));

    /// <summary>A store whose addresses have a query, and whose streams can't seek.</summary>
    private sealed class QueryStore(string address = "https://cdn.example.com/x?qs=1&qs=2") : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) =>
            Task.FromResult<Stream>(new AwkwardStream([1, 2, 3]));

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Uri Locate(StoreKey key) => new(address, UriKind.RelativeOrAbsolute);
    }
}
