using ImageAttach.Databases;
using System.Data;
using System.Data.Common;
using Dapper;
using ImageAttach.Generated;
using ImageAttach.Imaging;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Images and thumbnails of tables whose image type isn't known at compile time.</summary>
public sealed class ImageTableExtensionsTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private static IImageTable Table => ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture));

    [Test]
    public async Task The_row_of_a_file_is_found_and_a_closed_connection_stays_closed()
    {
        await using DbConnection db = World.Database.Connect();
        UserPicture attached = await AttachAsync(Picture);
        Assert.That((await Table.FindImageAsync(db, attached.Key))?.Key, Is.EqualTo(attached.Key));
        StoreKey other = new(attached.ObjectType, attached.ObjectId, 41, 30, attached.MimeType, attached.Revision);
        Assert.That(await Table.FindImageAsync(db, other), Is.Null);
        Assert.That(db.State, Is.EqualTo(ConnectionState.Closed));
    }

    [Test]
    public async Task Sets_of_any_type_show_their_table_and_what_is_loaded()
    {
        IImageSets sets = User.Picture;
        Assert.That(() => sets.LoadedImages, Throws.InvalidOperationException);
        UserPicture attached = await AttachAsync(Picture);
        Assert.That((sets.Table, sets.LoadedImages.Single().Key), Is.EqualTo((Table, attached.Key)));
        Assert.That(() => ((IImageSets)new Post { Id = 1 }.Photos).LoadedImages, Throws.InvalidOperationException.With.Message.Contains("GetImageSet"));
    }

    [Test]
    public async Task Images_are_read_set_by_set()
    {
        await AttachAsync(Picture);
        await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await new User { Id = 7 }.Picture.FromBlobAsync(Db, Picture, store: Store);
        List<int> sizes = [];
        await foreach (IReadOnlyList<Image> set in Table.ReadSetsAsync(Db))
            sizes.Add(set.Count);
        Assert.That(sizes.Order(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task A_thumbnail_is_made_by_table_key_and_specification()
    {
        UserPicture original = await AttachAsync(Picture);
        ThumbnailSpec spec = ThumbnailSpec.Create(width: 20);
        object[] key = [original.UserId];
        ThumbnailSet thumbnails = await LoadAsync(key);
        Assert.That((thumbnails.Original.Key, thumbnails.Find(spec)), Is.EqualTo((original.Key, (Image?)null)));
        Image made = (await thumbnails.MakeAsync(Db, () => [spec], Store)).Single();
        Assert.That((made.Width, made.Original), Is.EqualTo((20, false)));
        Assert.That(thumbnails.Find(spec), Is.SameAs(made), "what was made is loaded");
        Assert.That((await LoadAsync(key)).Find(spec)?.Key, Is.EqualTo(made.Key));
        Assert.That((await LoadAsync((long)original.UserId)).Find(spec)?.Key, Is.EqualTo(made.Key));
        Assert.That(() => Table.LoadThumbnailsAsync(Db, key, "another"), Throws.TypeOf<ImageNotFoundException>());
        Assert.That(() => LoadAsync(1.5), Throws.ArgumentException.With.Message.Contains("Double"));

        Task<ThumbnailSet> LoadAsync(params object[] key) => Table.LoadThumbnailsAsync(Db, key, original.GetVersion());
    }

    [Test]
    public async Task A_thumbnail_whose_original_is_replaced_meanwhile_is_dropped()
    {
        UserPicture original = await AttachAsync(Picture);
        ThumbnailSet thumbnails = await Table.LoadThumbnailsAsync(Db, [original.UserId], original.GetVersion());
        Store.BeforePut = key => key.Width == 20 ? AttachAsync(Pictures.Jpeg(40, 30, seed: 2)) : Task.CompletedTask;
        Assert.That(
            () => thumbnails.MakeAsync(Db, () => [ThumbnailSpec.Create(width: 20)], Store),
            Throws.TypeOf<ImageNotFoundException>().With.Message.Contains("replaced or removed while"));
        Assert.That(thumbnails.Find(ThumbnailSpec.Create(width: 20)), Is.Null);
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task A_store_that_another_database_swept_is_in_conflict()
    {
        MemoryStore store = new();
        Assert.That(await ImageSweeper.FindConflictAsync(Db, store), Is.Null, "never swept");
        await ImageSweeper.SweepAsync(Db, ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture)), store, new SweepOptions { CheckOtherTables = false });
        Assert.That(await Db.ExecuteScalarAsync<int>($"select count(*) from {ImageDatabase.StoreTableName}"), Is.GreaterThan(0));
        Assert.That(await ImageSweeper.FindConflictAsync(Db, store), Is.Null, "its own");
        await store.WriteMarkAsync("another one's");
        Assert.That(await ImageSweeper.FindConflictAsync(Db, store), Does.Contain("another one's"));
    }
}
