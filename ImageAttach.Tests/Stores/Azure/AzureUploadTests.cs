using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageAttach.AspNetCore;
using ImageAttach.Azure;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>Images that browsers send to the container directly, and what the server and the application refuse.</summary>
internal sealed class AzureUploadTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(300, 200);

    private readonly HttpClient _browser = new();
    private TestContainer _container = null!;
    private AzureBlobStore _store = null!;

    [SetUp]
    public async Task OpenContainerAsync()
    {
        _container = await TestContainer.OpenAsync();
        _store = _container.Store();
    }

    [TearDown]
    public ValueTask ClearAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    [OneTimeTearDown]
    public void CloseBrowser() => _browser.Dispose();

    [Test]
    public async Task A_sent_file_is_attached_under_a_name_of_its_own_and_the_upload_is_gone()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        ImageUpload upload = await BeginAsync(Photo.Length);
        Assert.That(await SendAsync(upload, Photo), Is.EqualTo(201));
        Assert.That(await _container.NamesAsync(), Has.Length.EqualTo(1).And.All.StartsWith(".uploads/"));

        UserPicture picture = await AttachAsync(world, upload);

        Assert.That((picture.Size, picture.MimeType), Is.EqualTo((new ImageSize(300, 200), MediaType.Jpeg)));
        Assert.That(await _container.NamesAsync(), Is.EqualTo(new[] { $"{_container.Prefix}/{picture.Key.ToObjectName()}" }));
        Assert.That(await picture.MakeBlobAsync(_store), Is.EqualTo(Photo));
        Assert.That(() => AttachAsync(world, upload), Throws.TypeOf<ImageUploadException>(), "an upload is attached once");
    }

    [Test]
    public async Task A_file_of_another_length_or_type_is_refused_when_it_is_attached()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        ImageUpload longer = await BeginAsync(Photo.Length - 1), other = await BeginAsync(Pictures.Png(20, 10).Length);
        await SendAsync(longer, Photo);
        await SendAsync(other, Pictures.Png(20, 10), type: "text/html");
        Assert.That(() => AttachAsync(world, longer), Throws.TypeOf<ImageUploadException>().With.Message.Contains("were announced"));
        Assert.That(() => AttachAsync(world, other), Throws.TypeOf<ImageFormatException>());
        Assert.That(await _container.NamesAsync(), Has.Length.EqualTo(2).And.All.StartsWith(".uploads/"));
    }

    [Test]
    public async Task The_signature_creates_one_upload_and_does_nothing_else()
    {
        SignedUpload upload = await SignAsync("abc");
        Assert.That(await SendAsync(upload.Address, upload.Headers, Photo), Is.EqualTo(201));
        Assert.That(await SendAsync(upload.Address, upload.Headers, [1, 2, 3]), Is.AnyOf(403, 409), "again");
        Uri other = new(upload.Address.AbsoluteUri.Replace("/abc?", "/abd?", StringComparison.Ordinal));
        Assert.That(await SendAsync(other, upload.Headers, Photo), Is.EqualTo(403), "another name");
        Uri image = new(upload.Address.AbsoluteUri.Replace($".uploads/{_container.Prefix}/abc", $"{_container.Prefix}/user-picture/7/300x200.r1.jpg", StringComparison.Ordinal));
        Assert.That(await SendAsync(image, upload.Headers, Photo), Is.EqualTo(403), "the name of an image");
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Delete })
        {
            using HttpRequestMessage request = new(method, upload.Address);
            using HttpResponseMessage response = await _browser.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(403), method.Method);
        }

        await using Stream? file = await _store.OpenUploadAsync("abc");
        Assert.That(file!.Length, Is.EqualTo(Photo.Length));
    }

    [Test]
    public async Task A_URL_that_has_expired_is_refused_by_the_server()
    {
        AzureBlobStore early = _container.Store(options => options.TimeProvider = new OtherClock(TimeSpan.FromMinutes(-20)));
        SignedUpload upload = await early.SignUploadAsync("abc", MediaType.Jpeg, Photo.Length, TimeSpan.FromMinutes(15));
        Assert.That(await SendAsync(upload.Address, upload.Headers, Photo), Is.EqualTo(403));
        Assert.That(await _store.OpenUploadAsync("abc"), Is.Null);
    }

    [Test]
    public async Task An_upload_that_is_opened_would_be_saved_and_not_shown()
    {
        SignedUpload upload = await SignAsync("abc");
        await SendAsync(upload.Address, upload.Headers, Photo);
        BlobProperties blob = await _container.Client.GetBlobClient((await _container.NamesAsync()).Single()).GetPropertiesAsync();
        Assert.That((blob.ContentDisposition, blob.ContentType), Is.EqualTo(("attachment", MediaType.Jpeg)));
    }

    [Test]
    public async Task An_upload_that_is_removed_while_it_is_read_is_refused()
    {
        SignedUpload upload = await SignAsync("abc");
        await SendAsync(upload.Address, upload.Headers, Photo);
        await using Stream file = (await _store.OpenUploadAsync("abc"))!;
        await file.ReadExactlyAsync(new byte[10]);
        await _store.DeleteUploadAsync("abc");
        file.Position = 0;
        Assert.That(() => file.ReadAsync(new byte[10]).AsTask(), Throws.TypeOf<ImageUploadException>().With.Message.Contains("replaced while it was read"));
        await _store.DeleteUploadAsync("abc");
    }

    [Test]
    public async Task Abandoned_uploads_are_removed_once_they_are_old_and_nothing_else_is()
    {
        SignedUpload upload = await SignAsync("abc");
        await SendAsync(upload.Address, upload.Headers, Photo);
        await _container.Client.UploadBlobAsync($".uploads/{_container.Prefix}/longer/abc", BinaryData.FromString("of a longer prefix"));
        Assert.That(await _store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(-1)), Is.Zero);
        Assert.That(await _store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddMinutes(1)), Is.EqualTo(1));
        Assert.That(await _container.NamesAsync(), Is.EqualTo(new[] { $".uploads/{_container.Prefix}/longer/abc" }));
    }

    [Test]
    public async Task A_public_container_takes_no_uploads_unless_they_have_a_private_one()
    {
        BlobContainerClient open = _container.Service.GetBlobContainerClient($"public-{Guid.NewGuid():N}");
        await open.CreateAsync(PublicAccessType.Blob);
        try
        {
            Assert.That(
                () => _container.Store(options => options.Container = open.Name).SignUploadAsync("abc", MediaType.Jpeg, 1, TimeSpan.FromMinutes(1)),
                Throws.TypeOf<ImageStoreException>().With.Message.Contains("is public").And.Message.Contains("UploadContainer"));
            AzureBlobStore apart = _container.Store(options => (options.Container, options.UploadContainer) = (open.Name, TestContainer.Name));
            SignedUpload upload = await apart.SignUploadAsync("abc", MediaType.Jpeg, Photo.Length, TimeSpan.FromMinutes(1));
            Assert.That(await SendAsync(upload.Address, upload.Headers, Photo), Is.EqualTo(201));
            Assert.That(await _container.NamesAsync(), Is.EqualTo(new[] { $".uploads/{_container.Prefix}/abc" }));
        }
        finally
        {
            await open.DeleteAsync();
        }
    }

    [Test]
    public async Task A_page_of_another_origin_may_send_with_the_documented_rule()
    {
        BlobServiceProperties account = await _container.Service.GetPropertiesAsync();
        account.Cors =
        [
            new BlobCorsRule
            {
                AllowedOrigins = "https://shop.example.com",
                AllowedMethods = "PUT",
                AllowedHeaders = "content-type,x-ms-blob-type,x-ms-blob-content-disposition",
                ExposedHeaders = "",
                MaxAgeInSeconds = 3600,
            },
        ];
        await _container.Service.SetPropertiesAsync(account);
        SignedUpload upload = await SignAsync("abc");

        using HttpRequestMessage preflight = new(HttpMethod.Options, upload.Address);
        preflight.Headers.Add("Origin", "https://shop.example.com");
        preflight.Headers.Add("Access-Control-Request-Method", upload.Method);
        preflight.Headers.Add("Access-Control-Request-Headers", string.Join(',', upload.Headers.Keys.Select(name => name.ToLowerInvariant())));
        using HttpResponseMessage allowed = await _browser.SendAsync(preflight);
        Assert.That((int)allowed.StatusCode, Is.EqualTo(200));
        Assert.That(allowed.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "https://shop.example.com" }));
        Assert.That(await SendAsync(upload.Address, upload.Headers, Photo, origin: "https://shop.example.com"), Is.EqualTo(201));
    }

    [TestCase("../user-picture/7")]
    [TestCase("a/b")]
    [TestCase("")]
    public void A_name_cannot_leave_the_place_for_uploads(string name)
    {
        Assert.That(() => SignAsync(name), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => _store.OpenUploadAsync(name), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => _store.DeleteUploadAsync(name), Throws.InstanceOf<ArgumentException>());
    }

    private Task<SignedUpload> SignAsync(string name) => _store.SignUploadAsync(name, MediaType.Jpeg, Photo.Length, TimeSpan.FromMinutes(15));

    private static ImageUploads Uploads { get; } = CreateUploads();

    private static ImageUploads CreateUploads()
    {
        ImageAttachOptions options = new();
        options.Thumbnails.SigningKeys.Add("0123456789abcdef0123456789abcdef");
        return new(options, ImageAttachSettings.Default, TimeProvider.System);
    }

    private Task<ImageUpload> BeginAsync(long length) => Uploads.BeginAsync(MediaType.Jpeg, length, _store);

    private Task<UserPicture> AttachAsync(ShopWorld world, ImageUpload upload) =>
        new User { Id = 7 }.Picture.FromUploadAsync(world.Db, upload.Ticket, store: _store, uploads: Uploads);

    private Task<int> SendAsync(ImageUpload upload, byte[] file, string? type = null) => SendAsync(upload.Address, upload.Headers, file, type);

    private async Task<int> SendAsync(Uri url, IReadOnlyDictionary<string, string> headers, byte[] file, string? type = null, string? origin = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = new ByteArrayContent(file) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        foreach ((string name, string value) in headers)
        {
            if (name == "Content-Type")
                request.Content.Headers.Add(name, type ?? value);
            else
                request.Headers.Add(name, value);
        }

        using HttpResponseMessage response = await _browser.SendAsync(request);
        return (int)response.StatusCode;
    }
}
