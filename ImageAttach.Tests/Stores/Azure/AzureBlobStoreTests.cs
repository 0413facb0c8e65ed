using System.Net;
using Azure.Storage.Blobs.Models;
using ImageAttach.Azure;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>What is particular to files in a container. What all stores promise is in <see cref="StoreContract"/>.</summary>
public sealed class AzureBlobStoreTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    private TestContainer _container = null!;

    [SetUp]
    public async Task OpenContainerAsync() => _container = await TestContainer.OpenAsync();

    [TearDown]
    public ValueTask ClearAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Test, Combinatorial]
    public async Task What_is_put_is_opened_located_and_deleted(
        [Values("", "p", "p/")] string prefix, [Values(null, "http://images.example.com", "https://images.example.com/a/")] string? publicBase)
    {
        AzureBlobStore store = _container.Store(options =>
        {
            options.Prefix = $"{_container.Prefix}/{prefix}";
            options.PublicBaseUrl = publicBase is null ? null : new Uri(publicBase);
        });
        await store.PutBytesAsync(Key(1234), Bytes);
        Assert.That(await store.ReadBytesAsync(Key(1234)), Is.EqualTo(Bytes));
        string name = $"{_container.Prefix}/{(prefix.Length > 0 ? "p/" : "")}testing/1234/405x640.r1.jpg";
        Assert.That(await _container.NamesAsync(), Is.EqualTo(new[] { name }));
        Assert.That(store.Locate(Key(1234)).AbsoluteUri, Is.EqualTo($"{publicBase?.TrimEnd('/') ?? _container.Client.Uri.AbsoluteUri}/{name}"));
        await store.DeleteAsync(Key(1234));
        Assert.That(() => store.OpenAsync(Key(1234)), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("testing 1234").And.Message.Contains(TestContainer.Name));
        await store.DeleteAsync(Key(1234));
    }

    [Test]
    public async Task A_prefix_keeps_files_apart()
    {
        AzureBlobStore store = _container.Store(), other = _container.Store(options => options.Prefix += "/other");
        await store.PutBytesAsync(Key(1), Bytes);
        await other.PutBytesAsync(Key(2), Bytes);
        Assert.That(() => other.OpenAsync(Key(1)), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That((await store.ListAsync("testing").ToListAsync()).Select(file => file.Key), Is.EqualTo(new[] { Key(1) }));
    }

    [Test]
    public async Task Headers_and_access_tiers_are_set_as_the_options_say()
    {
        AzureBlobStore store = _container.Store(options =>
        {
            options.MaxAge = TimeSpan.FromDays(365);
            (options.OriginalTier, options.ThumbnailTier) = (AccessTier.Hot, AccessTier.Cool);
        });
        StoreKey old = new("testing", ObjectId.From(2), 405, 640, "image/png");
        await store.PutBytesAsync(Key(1), Bytes);
        await store.PutAsync(old, new MemoryStream(Bytes), reproducible: true);
        BlobProperties original = await GetPropertiesAsync(Key(1)), thumbnail = await GetPropertiesAsync(old);
        Assert.That((original.ContentType, original.CacheControl, original.AccessTier), Is.EqualTo(("image/jpeg", "max-age=31536000, immutable", "Hot")));
        Assert.That((thumbnail.ContentType, thumbnail.CacheControl, thumbnail.AccessTier), Is.EqualTo(("image/png", "max-age=31536000", "Cool")));
    }

    [Test]
    public async Task Without_options_no_header_and_no_access_tier_is_set()
    {
        await _container.Store().PutBytesAsync(Key(1), Bytes);
        BlobProperties blob = await GetPropertiesAsync(Key(1));
        Assert.That((blob.ContentType, blob.CacheControl, blob.AccessTierInferred), Is.EqualTo(("image/jpeg", (string?)null, true)));
    }

    [Test]
    public async Task An_odd_media_type_is_stored_as_plain_bytes()
    {
        StoreKey key = new("testing", ObjectId.From(1), 1, 1, "image/\r\nx-evil: 1", "r1");
        await _container.Store().PutBytesAsync(key, Bytes);
        Assert.That((await GetPropertiesAsync(key)).ContentType, Is.EqualTo("application/octet-stream"));
    }

    [Test]
    public async Task A_file_is_read_from_anywhere()
    {
        AzureBlobStore store = _container.Store();
        await store.PutBytesAsync(Key(1), Bytes);
        await using Stream file = await store.OpenAsync(Key(1));
        Assert.That((file.CanSeek, file.Length), Is.EqualTo((true, (long)Bytes.Length)));
        byte[] some = new byte[1000];
        foreach (int position in new[] { 200_000, 5, 0, 299_000 })
        {
            file.Position = position;
            await file.ReadExactlyAsync(some);
            Assert.That(some, Is.EqualTo(Bytes[position..(position + 1000)]), $"from {position}");
        }

        Assert.That(await file.ReadAsync(some), Is.Zero);
        Assert.That(file.Seek(-10, SeekOrigin.End), Is.EqualTo(299_990));
        Assert.That(file.ReadByte(), Is.EqualTo(Bytes[299_990]));
        file.Position = 400_000;
        Assert.That(file.Read(some, 0, 1000), Is.Zero);
    }

    [Test]
    public async Task A_file_that_is_touched_while_it_is_read_is_read_on()
    {
        AzureBlobStore store = _container.Store(options => options.MaxAge = TimeSpan.FromHours(1));
        await store.PutBytesAsync(Key(1), Bytes);
        await using Stream file = await store.OpenAsync(Key(1));
        await file.ReadExactlyAsync(new byte[10]);
        await store.TouchAsync(Key(1));
        file.Position = 200_000;
        byte[] rest = new byte[100_000];
        await file.ReadExactlyAsync(rest);
        Assert.That(rest, Is.EqualTo(Bytes[200_000..]));
        BlobProperties blob = await GetPropertiesAsync(Key(1));
        Assert.That((blob.ContentType, blob.CacheControl), Is.EqualTo(("image/jpeg", "max-age=3600, immutable")), "touching changes the time alone");
    }

    [Test]
    public async Task A_file_that_is_replaced_while_it_is_read_is_never_mixed_with_the_new_one()
    {
        AzureBlobStore store = _container.Store();
        await store.PutBytesAsync(Key(1), Bytes);
        await using Stream file = await store.OpenAsync(Key(1));
        await file.ReadExactlyAsync(new byte[10]);
        await store.DeleteAsync(Key(1));
        await store.PutBytesAsync(Key(1), new byte[Bytes.Length]);
        file.Position = 200_000;
        Assert.That(() => file.ReadAsync(new byte[10]).AsTask(), Throws.TypeOf<ImageStoreException>().With.Message.Contains("replaced while it was read"));
    }

    [Test]
    public async Task Files_above_the_size_of_one_request_are_put_in_blocks_and_a_taken_name_is_refused()
    {
        const long Length = (128L << 20) + 12_345;
        AzureBlobStore store = _container.Store();
        await using (GeneratedStream source = new(Length, canSeek: true))
            await store.PutAsync(Key(1), source, reproducible: false);
        await using (Stream file = await store.OpenAsync(Key(1)))
        {
            Assert.That(file.Length, Is.EqualTo(Length));
            byte[] some = new byte[1000];
            foreach (long position in new[] { 0, (4L << 20) - 500, Length - 1000 })
            {
                file.Position = position;
                await file.ReadExactlyAsync(some);
                Assert.That(some, Is.EqualTo(Enumerable.Range(0, 1000).Select(i => GeneratedStream.At(position + i))));
            }
        }

        await using GeneratedStream again = new(Length, canSeek: true);
        Assert.That(() => store.PutAsync(Key(1), again, reproducible: false), Throws.TypeOf<ImageStoreException>().With.Message.Contains("never replaces one"));
    }

    [Test]
    public async Task A_deleted_file_takes_its_snapshots_with_it()
    {
        AzureBlobStore store = _container.Store();
        await store.PutBytesAsync(Key(1), Bytes);
        await _container.Client.GetBlobClient((await _container.NamesAsync()).Single()).CreateSnapshotAsync();
        await store.DeleteAsync(Key(1));
        Assert.That(await _container.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task Only_a_signed_URL_opens_a_file_of_a_private_container_and_it_stays_the_same_for_a_while()
    {
        AzureBlobStore store = _container.Store(options => options.PresignedExpiry = TimeSpan.FromHours(1));
        await store.PutBytesAsync(Key(1), Bytes);
        Uri url = store.Locate(Key(1));
        Assert.That(store.Locate(Key(1)), Is.EqualTo(url));
        Assert.That(await GetStatusAsync(url), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await GetStatusAsync(new Uri(url.GetLeftPart(UriPartial.Path))), Is.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized));
        Assert.That(await GetStatusAsync(new Uri(url.AbsoluteUri.Replace("/1/", "/2/", StringComparison.Ordinal))), Is.EqualTo(HttpStatusCode.Forbidden), "another name");
        Assert.That(url.Query, Does.Contain("sp=r&"), "reading alone");
        AzureBlobStore before = _container.Store(options => (options.PresignedExpiry, options.TimeProvider) = (TimeSpan.FromHours(1), new OtherClock(TimeSpan.FromHours(-4))));
        Assert.That(await GetStatusAsync(before.Locate(Key(1))), Is.EqualTo(HttpStatusCode.Forbidden), "expired");
    }

    [Test]
    public async Task A_signature_is_valid_on_another_host_as_well()
    {
        Uri cdn = new("https://cdn.example.com/images/");
        AzureBlobStore store = _container.Store(options => (options.PresignedExpiry, options.PublicBaseUrl) = (TimeSpan.FromHours(1), cdn));
        await store.PutBytesAsync(Key(1), Bytes);
        Uri url = store.Locate(Key(1));
        Assert.That(url.AbsoluteUri, Does.StartWith(cdn.AbsoluteUri + _container.Prefix));
        Assert.That(await GetStatusAsync(new Uri(_container.Client.Uri.AbsoluteUri + url.AbsoluteUri[(cdn.AbsoluteUri.Length - 1)..])), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_client_of_the_callers_lends_its_account()
    {
        AzureBlobStore store = new(new AzureBlobStoreOptions { Container = TestContainer.Name, Prefix = _container.Prefix }, _container.Service);
        await store.PutBytesAsync(Key(1), Bytes);
        Assert.That(await store.ReadBytesAsync(Key(1)), Is.EqualTo(Bytes));
    }

    private static StoreKey Key(long id) => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", "r1");

    private async Task<BlobProperties> GetPropertiesAsync(StoreKey key) =>
        await _container.Client.GetBlobClient($"{_container.Prefix}/{key.ToObjectName()}").GetPropertiesAsync();

    private static async Task<HttpStatusCode> GetStatusAsync(Uri url)
    {
        using HttpClient anybody = new();
        using HttpResponseMessage response = await anybody.GetAsync(url);
        return response.StatusCode;
    }
}
