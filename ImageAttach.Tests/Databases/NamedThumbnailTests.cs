using System.ComponentModel.DataAnnotations;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases;

internal sealed partial class Member
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<MemberPicture> Picture { get; }
}

[ImageEntity]
[Thumbnail("avatar", Width = 60, Height = 60, Fit = Fit.Cover)]
[Thumbnail("padded-avatar", Width = 60, Height = 60, Fit = Fit.Pad, Format = ThumbnailFormat.Png)]
[Thumbnail("list-item", Width = 90)]
internal sealed partial class MemberPicture : Image
{
    [Key] public int MemberId { get; set; }
}

public sealed class NamedThumbnailTests(DatabaseKind kind) : ShopTests(kind)
{
    private Member _member = null!;

    [SetUp]
    public Task MakeTable()
    {
        _member = new() { Id = 7 };
        return Db.CreateImageTableAsync<MemberPicture>();
    }

    [Test]
    public async Task A_declared_thumbnail_is_made_found_and_shown_by_its_name()
    {
        await _member.Picture.FromBlobAsync(Db, Pictures.Jpeg(400, 300, seed: 1), store: Store);
        Assert.That(_member.Picture.Avatar.Image, Is.Null);
        Assert.That(_member.Picture.Avatar.ToHtml(Store), Is.Empty);
        Assert.That(() => _member.Picture.Avatar.Locate(Store), Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("'avatar'"));

        MemberPicture avatar = await _member.Picture.Avatar.GenerateAsync(Db, Store);
        MemberPicture padded = await _member.Picture.PaddedAvatar.GenerateAsync(Db, Store);
        MemberPicture item = await _member.Picture.ListItem.GenerateAsync(Db, Store);

        Assert.Multiple(() =>
        {
            Assert.That(new[] { avatar.Size, padded.Size, item.Size }, Is.EqualTo(new ImageSize[] { new(60, 60), new(60, 60), new(90, 68) }));
            Assert.That(padded.MimeType, Is.EqualTo(MediaType.Png));
            Assert.That(padded.Revision, Is.Not.EqualTo(avatar.Revision));
        });
        Member again = new() { Id = 7 };
        await again.Picture.LoadAsync(Db);
        Assert.That(again.Picture.Avatar.Image!.Revision, Is.EqualTo(avatar.Revision));
        Assert.That(again.Picture.PaddedAvatar.Locate(Store), Is.EqualTo(padded.Locate(Store)));
        Assert.That(again.Picture.ListItem.ToHtml(Store), Does.Contain("width=\"90\" height=\"68\""));
        Assert.That((await again.Picture.Avatar.GenerateAsync(Db, Store)).Revision, Is.EqualTo(avatar.Revision));
        Assert.That(await World.RowsAsync("member_picture"), Is.EqualTo(4));
    }

    [Test]
    public async Task After_a_rollback_a_declared_thumbnail_is_not_shown()
    {
        await _member.Picture.FromBlobAsync(Db, Pictures.Jpeg(400, 300, seed: 1), store: Store);
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
        {
            await _member.Picture.Avatar.GenerateAsync(Db, Store, tx);
            Assert.That(_member.Picture.Avatar.Image, Is.Not.Null);
        }

        Assert.That(_member.Picture.Avatar.Image, Is.Null);
    }

    [Test]
    public void Without_an_original_there_is_nothing_to_make() => Assert.That(
        async () => await _member.Picture.Avatar.GenerateAsync(Db, Store),
        Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("a thumbnail of 60×60"));
}
