using ImageAttach.Tests.Imaging;
using Shop;

namespace ImageAttach.Tests.Domain;

/// <summary>Names of version 0.1, which forward to those of today.</summary>
internal sealed class FormerNamesTests
{
#pragma warning disable CS0618 // they are obsolete
    [Test]
    public void Image_sets_are_created()
    {
        Assert.That(ImageSet.Of(() => new UserPicture { UserId = 7 }).RequireOwner, Throws.Nothing);
        Assert.That(ImageSet.Of(() => new UserPicture(), _ => "User.Id is 0").RequireOwner, Throws.TypeOf<OwnerNotSavedException>());
        Assert.That(((IImageSets)ImageSet.ManyOf(() => new PostPhoto { PostId = 7 }, "post_id")).Table.ImageType, Is.EqualTo(typeof(PostPhoto)));
        Assert.That(ImageSet.ManyOf(() => new PostPhoto(), _ => "Post.Id is 0", "post_id").RequireOwner, Throws.TypeOf<OwnerNotSavedException>());
    }

    [Test]
    public async Task A_placeholder_is_created()
    {
        byte[] file = Pictures.Jpeg(40, 30);
        Assert.That(await ThumbHash.OfFileAsync(file), Is.EqualTo(await ThumbHash.FromFileAsync(file)));
    }
#pragma warning restore CS0618
}
