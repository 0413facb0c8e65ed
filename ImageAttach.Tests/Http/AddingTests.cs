using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What browsers send and name is added to many sets, or attached without replacing.</summary>
internal sealed class AddingTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(40, 30, seed: 1);

    private ShopWorld _world = null!;
    private Post _post = null!;

    private static string DataUri => "data:image/jpeg;base64," + Convert.ToBase64String(Photo);

    [SetUp]
    public async Task OpenAsync()
    {
        (_world, _post) = (await ShopWorld.OpenAsync(), new Post { Id = 7 });
        await _world.Db.CreateImageTableAsync<PostPhoto>();
    }

    [TearDown]
    public async Task CloseAsync() => await _world.DisposeAsync();

    [Test]
    public async Task Form_files_and_data_URIs_are_added_in_the_next_place()
    {
        ImageSubset<PostPhoto> one = await _post.Photos.AddAsync(_world.Db, FormFile(), photo => photo.Caption = "Harbour", _world.Store);
        ImageSubset<PostPhoto> two = await _post.Photos.AddFromDataUriAsync(_world.Db, DataUri, store: _world.Store);
        Assert.That((one.RequireOriginal().OrderIndex, one.RequireOriginal().Caption, two.RequireOriginal().OrderIndex), Is.EqualTo((1, "Harbour", 2)));
        Assert.That(await two.MakeBlobAsync(_world.Db, _world.Store), Is.EqualTo(Photo));
    }

    [Test]
    public async Task A_URL_that_is_not_public_adds_nothing()
    {
        await Assert.ThatAsync(
            () => _post.Photos.AddFromUrlAsync(_world.Db, new Uri("http://127.0.0.1/photo"), store: _world.Store), Throws.TypeOf<ImageFetchException>());
        Assert.That(await _world.RowsAsync("post_photo"), Is.Zero);
    }

    [Test]
    public async Task Form_files_and_data_URIs_replace_nothing_if_so_wanted()
    {
        ImageSubset<PostPhoto> nine = _post.Photos.GetImageSet(9);
        await nine.FromFormFileAsync(_world.Db, FormFile(), store: _world.Store, replace: false);
        await Assert.ThatAsync(() => nine.FromFormFileAsync(_world.Db, FormFile(), store: _world.Store, replace: false), Throws.TypeOf<ImageExistsException>());
        await Assert.ThatAsync(() => nine.FromDataUriAsync(_world.Db, DataUri, store: _world.Store, replace: false), Throws.TypeOf<ImageExistsException>());
        Assert.That(_world.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Options_count_for_form_files_and_data_URIs()
    {
        ImageSubset<PostPhoto> nine = _post.Photos.GetImageSet(9);
        AttachOptions<PostPhoto> options = new() { Store = _world.Store, Configure = photo => photo.Caption = "Harbor", Replace = false };
        await nine.AttachAsync(_world.Db, FormFile(), options);
        await Assert.ThatAsync(() => nine.AttachAsync(_world.Db, FormFile(), options), Throws.TypeOf<ImageExistsException>());
        await Assert.ThatAsync(() => nine.AttachFromDataUriAsync(_world.Db, DataUri, options), Throws.TypeOf<ImageExistsException>());
        await Assert.ThatAsync(
            () => nine.AttachFromDataUriAsync(_world.Db, DataUri, options with { Limits = new() { MaxBytes = 10 } }), Throws.TypeOf<ImageLimitException>());
        ImageSubset<PostPhoto> ten = await _post.Photos.AddAsync(_world.Db, FormFile(), options);
        ImageSubset<PostPhoto> eleven = await _post.Photos.AddFromDataUriAsync(_world.Db, DataUri, options);
        Assert.That(new[] { nine, ten, eleven }.Select(set => (set.RequireOriginal().OrderIndex, set.RequireOriginal().Caption)), Is.EqualTo(new[] { (9, "Harbor"), (10, "Harbor"), (11, "Harbor") }));
    }

    [Test]
    public async Task With_options_a_URL_that_is_not_public_attaches_nothing_either()
    {
        AttachOptions<PostPhoto> options = new() { Store = _world.Store };
        Uri inside = new("http://127.0.0.1/photo");
        await Assert.ThatAsync(() => _post.Photos.GetImageSet(9).AttachFromUrlAsync(_world.Db, inside, options), Throws.TypeOf<ImageFetchException>());
        await Assert.ThatAsync(() => _post.Photos.AddFromUrlAsync(_world.Db, inside, options), Throws.TypeOf<ImageFetchException>());
        Assert.That(await _world.RowsAsync("post_photo"), Is.Zero);
    }

    private static FormFile FormFile() => new(new MemoryStream(Photo), 0, Photo.Length, "photo", "photo.jpg");
}
