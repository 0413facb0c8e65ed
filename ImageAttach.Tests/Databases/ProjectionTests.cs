using Dapper;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Queries of plain Dapper that select columns under other names, not all of them, or more than the table has.</summary>
public sealed class ProjectionTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    [Test]
    public async Task Columns_are_found_by_the_names_of_their_properties_as_well()
    {
        UserPicture attached = await AttachAsync(Picture);
        UserPicture read = await Db.QuerySingleAsync<UserPicture>(
            "select user_id as UserId, width as Width, height as Height, mimetype as MimeType, original as Original, revision as Revision, created_at as CreatedAt from user_picture");
        Assert.That((read.UserId, read.CreatedAt, read.Locate(Store)), Is.EqualTo((attached.UserId, attached.CreatedAt, attached.Locate(Store))));
    }

    [Test]
    public async Task Keys_that_are_set_through_another_property_are_found_as_well()
    {
        await Db.CreateImageTableAsync<DocumentScan>();
        Document document = new() { DocumentId = Guid.NewGuid() };
        DocumentScan attached = await document.Scan.FromBlobAsync(Db, Picture, store: Store);
        DocumentScan read = await Db.QuerySingleAsync<DocumentScan>("select owner as Owner, width, height, mimetype, revision from document_scan");
        Assert.That((read.Owner, read.Key), Is.EqualTo((document.DocumentId, attached.Key)));
    }

    [Test]
    public async Task A_renamed_column_is_found_by_both_names()
    {
        await User.FrontCover.FromBlobAsync(Db, Picture, store: Store);
        foreach (string name in new[] { "owner_id", "UserId", "user_id" })
        {
            UserFrontCover read = await Db.QuerySingleAsync<UserFrontCover>($"select owner_id as {name}, width, height, mimetype, revision from front_cover");
            Assert.That(read.UserId, Is.EqualTo(User.Id), name);
        }
    }

    [TestCase("Selected")]
    [TestCase("selected")]
    public async Task Properties_that_are_not_stored_are_filled_by_a_join(string name)
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        await new Post { Id = 5 }.Photos.GetImageSet(orderIndex: 2).FromBlobAsync(Db, Picture, store: Store);
        PostPhoto read = await Db.QuerySingleAsync<PostPhoto>($"select p.*, 1 = 1 as {name}, 5 as unknown from post_photo p");
        Assert.That((read.Selected, read.PostId), Is.EqualTo((true, 5L)));
    }

    [TestCase("width, height, mimetype, revision, post_id", "order_index")]
    [TestCase("order_index, width, height, mimetype, revision", "post_id")]
    [TestCase("width, height, mimetype, revision", "post_id, order_index")]
    public async Task An_image_whose_key_was_not_read_has_no_address(string columns, string missing)
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        await new Post { Id = 5 }.Photos.GetImageSet(orderIndex: 2).FromBlobAsync(Db, Picture, store: Store);
        PostPhoto read = await Db.QuerySingleAsync<PostPhoto>($"select {columns} from post_photo");
        Assert.That(read.Width, Is.EqualTo(40));
        InvalidOperationException unnamed = Assert.Throws<InvalidOperationException>(() => read.Locate(Store))!;
        Assert.That(unnamed.Message, Does.Contain(missing.Split(", ")[0]).And.Contain("Select post_id, order_index as well"));
        Assert.Throws<InvalidOperationException>(() => read.ToHtml(Store));
        Assert.Throws<InvalidOperationException>(() => new Post { Id = 5 }.Photos.SetOf(read));
        PostPhoto narrow = await Db.QuerySingleAsync<PostPhoto>("select revision from post_photo");
        Assert.Throws<InvalidOperationException>(() => narrow.GetVersion());

        PostPhoto whole = await Db.QuerySingleAsync<PostPhoto>("select * from post_photo");
        Assert.That(whole.Locate(Store), Is.Not.Null);
    }

    [Test]
    public async Task The_key_may_come_last_and_in_a_second_object_of_a_row()
    {
        await AttachAsync(Picture);
        UserPicture read = (await Db.QueryAsync<Renamed, UserPicture, UserPicture>(
            "select 'Ada' as Name, width, height, mimetype, revision, user_id from user_picture", (_, picture) => picture, splitOn: "width")).Single();
        Assert.That(read.Key.ObjectId, Is.EqualTo(ObjectId.From(User.Id)));
    }

    private sealed class Renamed
    {
        public string Name { get; set; } = "";
    }
}
