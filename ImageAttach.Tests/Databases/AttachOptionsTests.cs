using System.Data;
using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Attaching with options in place of arguments.</summary>
public sealed class AttachOptionsTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [Test]
    public async Task Each_option_counts()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        if (Db.State == ConnectionState.Closed)
            await Db.OpenAsync();
        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        ImageSubset<PostPhoto> set = new Post { Id = 5 }.Photos.GetImageSet(orderIndex: 2);
        AttachOptions<PostPhoto> options = new() { Configure = photo => photo.Caption = "Harbor", Store = Store, Transaction = tx, Replace = false };
        PostPhoto photo = await set.AttachAsync(Db, new MemoryStream(Picture), options);
        Assert.That((photo.Caption, World.Files.Length), Is.EqualTo(("Harbor", 1)));
        Assert.That(() => set.AttachAsync(Db, Picture, options), Throws.TypeOf<ImageExistsException>());
        Assert.That(
            () => set.AttachAsync(Db, Picture, new() { Store = Store, Transaction = tx, Limits = new() { MaxBytes = 10 } }), Throws.TypeOf<ImageLimitException>());
        await tx.RollbackAsync();
        Assert.That(World.Files, Is.Empty);
    }

    [Test]
    public async Task A_thumbnail_is_made_by_its_specification()
    {
        await AttachAsync(Picture);
        ThumbnailSpec spec = ThumbnailSpec.Create(10, 10, options: new() { Fit = Fit.Cover });
        UserPicture thumbnail = await User.Picture.GenerateThumbnailAsync(Db, spec, Store);
        Assert.That((thumbnail.Size, thumbnail.Recipe), Is.EqualTo((new ImageSize(10, 10), spec.Token)));
        UserPicture same = await User.Picture.GenerateThumbnailAsync(Db, 10, 10, store: Store, options: spec.Options);
        Assert.That((same.Key, World.Files.Length), Is.EqualTo((thumbnail.Key, 2)));
        Assert.That(() => User.Picture.GenerateThumbnailAsync(Db, spec: null!), Throws.ArgumentNullException);
    }

    [Test]
    public async Task A_set_is_added_with_options()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        Post post = new() { Id = 5 };
        AttachOptions<PostPhoto> options = new() { Configure = photo => photo.Caption = "Harbor", Store = Store };
        await post.Photos.AddAsync(Db, new MemoryStream(Picture), options);
        ImageSubset<PostPhoto> second = await post.Photos.AddAsync(Db, Picture, options);
        Assert.That((second.RequireOriginal().OrderIndex, second.RequireOriginal().Caption), Is.EqualTo((2, "Harbor")));
        Assert.That(() => post.Photos.AddAsync(Db, Picture, options: null!), Throws.ArgumentNullException);
    }
}
