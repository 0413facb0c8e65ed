using ImageAttach.AspNetCore;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What we look at ourselves before an upload is attached, whatever the store let in; outside of requests, and on a store of somebody's own.</summary>
internal sealed class UploadStoreTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(300, 200);

    private readonly User _user = new() { Id = 7 };
    private UploadStore _store = null!;
    private ShopWorld _world = null!;
    private ServiceProvider _services = null!;

    private ImageUploads Uploads => _services.GetRequiredService<ImageUploads>();

    [SetUp]
    public async Task OpenAsync()
    {
        _world = await ShopWorld.OpenAsync();
        _store = new();
        _services = new ServiceCollection().AddLogging().AddImageAttach(options =>
        {
            options.Store = _store;
            options.Thumbnails.SigningKeys.Add(ThumbnailSite.Secret);
        }).Services.BuildServiceProvider();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _services.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Test]
    public async Task What_was_announced_is_attached_once()
    {
        ImageUpload upload = await SendAsync(Photo, MediaType.Jpeg, Photo.Length);
        UserPicture picture = await AttachAsync(upload.Ticket);
        Assert.That((picture.Size, _store.Sent.Count), Is.EqualTo((new ImageSize(300, 200), 0)));
        Assert.That(() => AttachAsync(upload.Ticket), Throws.TypeOf<ImageUploadException>().With.Message.Contains("attached before"));
    }

    [Test]
    public async Task An_upload_is_added_in_the_next_place_and_replaces_nothing_if_so_wanted()
    {
        await _world.Db.CreateImageTableAsync<PostPhoto>();
        Post post = new() { Id = 7 };
        foreach (int place in new[] { 1, 2 })
        {
            ImageUpload upload = await SendAsync(Photo, MediaType.Jpeg, Photo.Length);
            ImageSubset<PostPhoto> added = await post.Photos.AddFromUploadAsync(_world.Db, upload.Ticket, store: _store, uploads: Uploads);
            Assert.That((added.RequireOriginal().OrderIndex, _store.Sent.Count), Is.EqualTo((place, 0)));
        }

        ImageUpload refused = await SendAsync(Photo, MediaType.Jpeg, Photo.Length);
        Assert.That(
            () => post.Photos.GetImageSet(1).FromUploadAsync(_world.Db, refused.Ticket, store: _store, uploads: Uploads, replace: false),
            Throws.TypeOf<ImageExistsException>());
        Assert.That(_store.Sent, Has.Count.EqualTo(1), "the upload stays");
    }

    [Test]
    public async Task An_upload_stays_when_a_column_is_not_set()
    {
        await _world.Db.CreateImageTableAsync<LetterPage>();
        ImageUpload upload = await SendAsync(Photo, MediaType.Jpeg, Photo.Length);
        Assert.That(
            () => new Letter { Id = 7 }.Pages.AddFromUploadAsync(_world.Db, upload.Ticket, store: _store, uploads: Uploads),
            Throws.TypeOf<ColumnNotSetException>().With.Property(nameof(ColumnNotSetException.PropertyName)).EqualTo("Title"));
        Assert.That(_store.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(-1)]
    [TestCase(1)]
    public async Task A_file_of_another_length_is_refused(int difference)
    {
        ImageUpload upload = await SendAsync(Photo, MediaType.Jpeg, Photo.Length + difference);
        Assert.That(() => AttachAsync(upload.Ticket), Throws.TypeOf<ImageUploadException>().With.Message.Contains("were announced"));
        await NothingIsAttachedAsync();
    }

    [Test]
    public async Task An_upload_that_goes_while_it_is_attached_is_the_senders_fault()
    {
        ImageUpload upload = await SendAsync(Photo, MediaType.Jpeg, Photo.Length);
        _store.Opened = sent => new InterruptedStream(sent, new ImageUploadException("removed"));
        Assert.That(() => AttachAsync(upload.Ticket), Throws.TypeOf<ImageUploadException>().With.Message.EqualTo("removed"));
        await NothingIsAttachedAsync();
    }

    [Test]
    public async Task A_file_of_another_type_is_refused()
    {
        ImageUpload upload = await SendAsync(Photo, MediaType.Png, Photo.Length);
        Assert.That(() => AttachAsync(upload.Ticket), Throws.TypeOf<ImageFormatException>());
        await NothingIsAttachedAsync();
    }

    [Test]
    public async Task A_ticket_is_never_shown_with_its_signature()
    {
        ImageUpload upload = await Uploads.BeginAsync(MediaType.Jpeg, Photo.Length, _store);
        Assert.That(upload.Address.Query, Does.Contain("secret"));
        Assert.That((await _store.SignUploadAsync("name", MediaType.Jpeg, 1, TimeSpan.FromMinutes(1))).ToString(), Does.Not.Contain("secret"));
        Assert.That(() => AttachAsync(upload.Ticket), Throws.TypeOf<ImageUploadException>().With.Message.Contains("never sent").And.Message.Not.Contains("secret"));
    }

    [Test]
    public void Options_that_cannot_be_kept_to_are_told()
    {
        Assert.That(new UploadOptions().ValidFor, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(() => Start(uploads => uploads.ValidFor = TimeSpan.FromDays(8)), Throws.Exception.With.Message.Contains("1 second to 7 days"));
        Assert.That(() => Start(uploads => uploads.Limits = null!), Throws.Exception.With.Message.Contains("Uploads.Limits"));
    }

    private static void Start(Action<UploadOptions> configure)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().AddImageAttach(options =>
        {
            options.Store = new UploadStore();
            configure(options.Uploads);
        }).Services.BuildServiceProvider();
        _ = services.GetRequiredService<ImageUploads>();
    }

    private async Task<ImageUpload> SendAsync(byte[] file, string mimeType, long length)
    {
        ImageUpload upload = await Uploads.BeginAsync(mimeType, length, _store);
        _store.Sent[upload.Address.AbsolutePath[1..]] = file;
        return upload;
    }

    private Task<UserPicture> AttachAsync(string ticket) => _user.Picture.FromUploadAsync(_world.Db, ticket, store: _store, uploads: Uploads);

    private async Task NothingIsAttachedAsync()
    {
        Assert.That((await _user.Picture.LoadAsync(_world.Db)).Original, Is.Null);
        Assert.That(await _store.ListAsync("user-picture").ToListAsync(), Is.Empty);
    }
}
