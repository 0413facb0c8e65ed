using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Formats;

/// <summary>Originals in these formats, from attaching to HTML.</summary>
public sealed class FormatOriginalTests(DatabaseKind kind) : ShopTests(kind)
{
    private IDisposable _context = null!;

    [SetUp]
    public void UseCodecs() => _context = FormatTests.WithCodecs.Use();

    [TearDown]
    public void LeaveCodecs() => _context.Dispose();

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public async Task It_is_attached_and_reads_back_byte_for_byte(string mimeType)
    {
        byte[] photo = FormatFile.Photo(mimeType);
        await AttachAsync(photo);
        await User.Picture.LoadAsync(Db);
        UserPicture original = User.Picture.RequireOriginal();
        Assert.That((original.MimeType, original.Size), Is.EqualTo((mimeType, new ImageSize(318, 212))));
        Assert.That(original.Key.ToPath(), Does.EndWith(MediaType.ExtensionOf(mimeType)));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(photo));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public async Task Html_shows_a_thumbnail_where_browsers_do_not_show_the_original(string mimeType)
    {
        await AttachAsync(FormatFile.Photo(mimeType));
        Assert.That(User.Picture.ToHtml(Store), Does.Contain("""width="318" height="212">"""), "there is no thumbnail yet");
        await User.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store);
        await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store);
        await User.Picture.LoadAsync(Db);
        Assert.That(User.Picture.ToHtml(Store), Does.Contain(mimeType == MediaType.Avif ? "width=\"318\"" : "width=\"100\""));
    }
}
