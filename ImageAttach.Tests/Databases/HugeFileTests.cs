using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>An original that no array can hold is refused with a typed exception wherever it would have to be in memory.</summary>
public sealed class HugeFileTests(DatabaseKind kind) : ShopTests(kind)
{
    private const long Huge = 3_000_000_000;

    [Test]
    public async Task One_whose_row_records_its_length_is_not_even_opened()
    {
        await AttachAsync(Pictures.Jpeg(60, 40));
        await Db.ExecuteAsync("update user_picture set length = @Huge", new { Huge });
        await ExpectRefusedAsync(Store);
        Assert.That(Store.Opens, Is.Zero);
    }

    [Test]
    public async Task One_of_unknown_length_is_refused_by_the_length_of_its_file()
    {
        await AttachAsync(Pictures.Jpeg(60, 40));
        await Db.ExecuteAsync("update user_picture set length = null, sha256 = null");
        await ExpectRefusedAsync(new HugeStore());
        await using Stream file = await User.Picture.OpenFileAsync(Db, new HugeStore());
        Assert.That(file.Length, Is.EqualTo(Huge), "reading it piece by piece is fine");
    }

    [Test]
    public async Task One_that_has_to_be_decoded_to_be_attached_is_refused()
    {
        await using BufferedUpload upload = await BufferedUpload.CreateAsync(new GeneratedStream(Huge), long.MaxValue, CancellationToken.None);
        Assert.That(() => upload.ReadAllAsync(CancellationToken.None), Throws.TypeOf<ImageLimitException>().With.Message.Contains("3,000,000,000 bytes"));
        Assert.That(() => global::ImageAttach.WebAssembly.WholeFile.Read(new GeneratedStream(Huge)), Throws.TypeOf<ImageLimitException>().With.Message.Contains("3,000,000,000 bytes"));
    }

    [Test]
    public void The_memory_store_refuses_it() => Assert.That(
        () => new MemoryStore().PutAsync(new("testing", ObjectId.From(1), 4, 3, "image/png", "r1"), new GeneratedStream(Huge), reproducible: false),
        Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing 1"));

    [TestCase(true, 1_000, 1_000, true)]
    [TestCase(true, 1_001, 1_000, false)]
    [TestCase(false, 1_000, 1_000, true)]
    [TestCase(false, 1_001, 1_000, false)]
    [TestCase(false, 200_000, 100_000, false)]
    [TestCase(false, 0, 0, true)]
    public async Task A_stream_is_read_up_to_the_limit(bool canSeek, int length, int maxBytes, bool fits)
    {
        byte[]? bytes = await FileBytes.TryReadAsync(new GeneratedStream(length, canSeek), maxBytes, CancellationToken.None);
        Assert.That(bytes, Is.EqualTo(fits ? Enumerable.Range(0, length).Select(i => GeneratedStream.At(i)).ToArray() : null));
    }

    private async Task ExpectRefusedAsync(IImageStore store)
    {
        Assert.That(() => User.Picture.MakeBlobAsync(Db, store), Throws.TypeOf<ImageLimitException>().With.Message.Contains("user-picture 1234"));
        Assert.That(() => User.Picture.GenerateThumbnailAsync(Db, width: 20, store: store), Throws.TypeOf<ImageLimitException>().With.Message.Contains("user-picture 1234"));
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
    }

    private sealed class HugeStore : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new ImageStoreException("Read only.");

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.FromResult<Stream>(new GeneratedStream(Huge));

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageStoreException("Read only.");

        public Uri Locate(StoreKey key) => throw new InvalidOperationException();
    }
}
