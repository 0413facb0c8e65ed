using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Pictures that browsers send to an S3 server by themselves, and what it and we refuse.</summary>
internal sealed class DirectUploadTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(300, 200);

    [Test]
    public async Task A_sent_file_is_attached_under_a_name_of_its_own_and_the_upload_is_gone()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.UploadAsync(Photo);
        Assert.That(await site.ObjectsAsync(), Has.Length.EqualTo(1).And.All.StartsWith(".uploads/"));
        Assert.That(await site.PicturesAsync(), Is.Empty);

        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(200));

        UserPicture picture = (await site.PicturesAsync()).Single();
        Assert.That((picture.Size, picture.MimeType, picture.Length), Is.EqualTo((new ImageSize(300, 200), MediaType.Jpeg, (long?)Photo.Length)));
        Assert.That(await site.ObjectsAsync(), Is.EqualTo([picture.Key.ToObjectName()]));
        Assert.That(await picture.MakeBlobAsync(site.Store), Is.EqualTo(Photo));
    }

    [Test]
    public async Task Options_count_for_uploads()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        await site.World.Db.CreateImageTableAsync<PostPhoto>();
        Post post = new() { Id = 7 };
        AttachOptions<PostPhoto> options = new() { Store = site.Store, Configure = photo => photo.Caption = "Harbor", Replace = false };
        string ticket = (await site.UploadAsync(Photo)).Ticket, another = (await site.UploadAsync(Photo)).Ticket;
        PostPhoto first = await post.Photos.GetImageSet(1).AttachFromUploadAsync(site.World.Db, ticket, options, site.Uploads);
        await Assert.ThatAsync(
            () => post.Photos.GetImageSet(1).AttachFromUploadAsync(site.World.Db, another, options, site.Uploads), Throws.TypeOf<ImageExistsException>());
        await Assert.ThatAsync(
            () => post.Photos.AddFromUploadAsync(site.World.Db, another, options with { Limits = new() { MaxPixels = 10 } }, site.Uploads), Throws.TypeOf<ImageLimitException>());
        PostPhoto second = (await post.Photos.AddFromUploadAsync(site.World.Db, another, options, site.Uploads)).RequireOriginal();
        Assert.That((first.Caption, second.Caption, second.OrderIndex), Is.EqualTo(("Harbor", "Harbor", 2)));
        Assert.That(await site.ObjectsAsync(), Is.EquivalentTo(new[] { first.Key.ToObjectName(), second.Key.ToObjectName() }));
    }

    [TestCase(-1)]
    [TestCase(1)]
    public async Task A_file_of_another_size_is_refused_by_the_server(int difference)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.BeginAsync(MediaType.Jpeg, Photo.Length + difference);
        Assert.That(await site.SendAsync(upload, Photo), Is.EqualTo(403));
        await NothingIsThereAsync(site, upload);
    }

    [TestCase("text/html")]
    [TestCase("image/svg+xml")]
    public async Task A_file_of_another_type_is_refused_by_the_server(string type)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.BeginAsync(MediaType.Jpeg, Photo.Length);
        Assert.That(await site.SendAsync(upload, Photo, type), Is.EqualTo(403));
        await NothingIsThereAsync(site, upload);
    }

    [Test]
    public async Task A_file_under_another_name_is_refused_by_the_server()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.BeginAsync(MediaType.Jpeg, Photo.Length);
        ImageUpload other = await site.BeginAsync(MediaType.Jpeg, Photo.Length);
        UriBuilder address = new(upload.Address) { Path = other.Address.AbsolutePath };
        Assert.That(await site.SendAsync(upload, Photo, address: address.Uri), Is.EqualTo(403));
        address.Path = other.Address.AbsolutePath.Split("/.uploads/")[0] + $"/{site.Bucket.Prefix}/user-picture/7/7.300x200.jpg";
        Assert.That(await site.SendAsync(upload, Photo, address: address.Uri), Is.EqualTo(403));
        await NothingIsThereAsync(site, upload);
    }

    [Test]
    public async Task An_address_that_has_expired_is_refused_by_the_server()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync(store: options => options.TimeProvider = new OtherClock(TimeSpan.FromMinutes(-20)));
        ImageUpload upload = await site.BeginAsync(MediaType.Jpeg, Photo.Length);
        Assert.That(await site.SendAsync(upload, Photo), Is.EqualTo(403));
        Assert.That(await site.Bucket.NamesAsync(), Is.Empty);
    }

    // Ceph accepts headers that aren't signed, so what isn't to be changed must be.
    [TestCase("x-amz-acl", "public-read", 403)]
    [TestCase("x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"", 400)]
    [TestCase("Content-Disposition", "inline", 403)]
    public async Task A_sender_cannot_publish_an_upload(string header, string value, int status)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.BeginAsync(MediaType.Jpeg, Photo.Length);
        Assert.That(await site.SendAsync(upload, Photo, more: (header, value)), Is.EqualTo(status));
        await NothingIsThereAsync(site, upload);
    }

    [Test]
    public async Task A_server_without_ACLs_is_sent_none()
    {
        await using TestBucket bucket = await TestBucket.OpenAsync();
        SignedUpload upload = await bucket.Store(options => options.UploadAcl = null).SignUploadAsync("abc", MediaType.Jpeg, 1, TimeSpan.FromMinutes(1));
        Assert.That(upload.Headers.Keys, Is.EquivalentTo(new[] { "Content-Type", "Content-Disposition" }));
    }

    [Test]
    public async Task No_stranger_can_open_an_upload_in_a_bucket_that_the_documented_policy_publishes()
    {
        string policy = System.Text.RegularExpressions.Regex.Match(Docs.Repository.Read("docs/howto/deploying-on-s3.md"), "```json\\n(.*?)```", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        await using PublicBucket bucket = await PublicBucket.OpenAsync(name => policy.Replace("shop-images", name));
        foreach (string prefix in new[] { "", "shop/images" })
        {
            await using DirectUploadSite site = await DirectUploadSite.StartAsync(store: options => (options.Bucket, options.Prefix) = (bucket.Name, prefix));
            ImageUpload upload = await site.UploadAsync(Photo);
            Assert.That(await site.OpenAnonymouslyAsync(upload), Is.EqualTo(403));
            Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(200));
            using HttpClient stranger = new();
            Assert.That(await stranger.GetByteArrayAsync((await site.PicturesAsync()).Single().Locate(site.Store)), Is.EqualTo(Photo), "images are public");
        }
    }

    [Test]
    public async Task A_ticket_that_has_expired_attaches_nothing()
    {
        LaterClock clock = new();
        await using DirectUploadSite site = await DirectUploadSite.StartAsync(clock: clock);
        ImageUpload upload = await site.UploadAsync(Photo);
        clock.Late = TimeSpan.FromMinutes(15);
        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(422));
        Assert.That(await site.PicturesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_ticket_that_was_changed_or_written_by_others_attaches_nothing()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.UploadAsync(Photo), other = await site.UploadAsync(Photo);
        string[] parts = upload.Ticket.Split('.'), others = other.Ticket.Split('.');
        await using DirectUploadSite foreign = await DirectUploadSite.StartAsync(options =>
        {
            options.Thumbnails.SigningKeys.Clear();
            options.Thumbnails.SigningKeys.Add(new string('f', 32));
        });
        string[] forged =
        [
            "", ".", "....", upload.Ticket[..^1], upload.Ticket + "A", upload.Ticket + ".", upload.Ticket + new string('A', 600),
            string.Join('.', others[0], parts[1], parts[2], parts[3], parts[4]),
            string.Join('.', parts[0], "dGV4dC9odG1s", parts[2], parts[3], parts[4]),
            string.Join('.', parts[0], parts[1], "1", parts[3], parts[4]),
            string.Join('.', parts[0], parts[1], "-1", parts[3], parts[4]),
            string.Join('.', parts[0], parts[1], parts[2], "99999999999", parts[4]),
            string.Join('.', parts[0], parts[1], parts[2], "99999999999999999999", parts[4]),
            string.Join('.', "../" + parts[0], parts[1], parts[2], parts[3], parts[4]),
            string.Join('.', parts[0], "%%%", parts[2], parts[3], parts[4]),
            string.Join('.', parts[0], parts[1], parts[2], parts[3], ""),
            (await foreign.BeginAsync(MediaType.Jpeg, Photo.Length)).Ticket,
        ];
        foreach (string ticket in forged)
        {
            using HttpResponseMessage response = await site.SendTicketAsync(ticket);
            Assert.That((int)response.StatusCode, Is.EqualTo(422), ticket);
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("urn:imageattach:problem:image-not-uploaded").And.Not.Contain(parts[0]));
        }

        Assert.That(await site.PicturesAsync(), Is.Empty);
        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(200), "the ticket itself");
    }

    [Test]
    public async Task A_ticket_of_a_secret_that_is_being_changed_is_still_good()
    {
        const string Old = "old-old-old-old-old-old-old-old-old-";
        await using DirectUploadSite site = await DirectUploadSite.StartAsync(options => options.Thumbnails.SigningKeys.Add(Old));
        ImageUpload upload = await site.UploadAsync(Photo);
        string[] parts = upload.Ticket.Split('.');
        string text = $"imageattach upload 1\n{parts[0]}\n{MediaType.Jpeg}\n{parts[2]}\n{parts[3]}";
        byte[] signature = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(Old), Encoding.UTF8.GetBytes(text));
        parts[4] = System.Buffers.Text.Base64Url.EncodeToString(signature);
        Assert.That(await site.AttachAsync(string.Join('.', parts)), Is.EqualTo(200));
    }

    [TestCase("png as jpeg", 415)]
    [TestCase("html as jpeg", 415)]
    [TestCase("gif that is a script, as jpeg", 415)]
    [TestCase("jpeg cut short", 422)]
    [TestCase("jpeg of too many pixels", 413)]
    public async Task What_only_claims_to_be_what_was_announced_attaches_nothing_and_the_old_picture_stays(string what, int status)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync(options => options.Uploads.Limits = new() { MaxPixels = 100_000 });
        Assert.That(await site.AttachAsync((await site.UploadAsync(Photo)).Ticket), Is.EqualTo(200));
        UserPicture before = (await site.PicturesAsync()).Single();

        ImageUpload upload = await site.UploadAsync(what switch
        {
            "png as jpeg" => Pictures.Png(20, 10),
            "html as jpeg" => "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            "gif that is a script, as jpeg" => "GIF89a/*\0\0\0\0\0*/=1;alert(1)"u8.ToArray(),
            "jpeg cut short" => Photo[..^100],
            _ => Pictures.Jpeg(400, 300),
        });

        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(status));
        Assert.That((await site.PicturesAsync()).Single().Key, Is.EqualTo(before.Key));
        Assert.That(await site.ObjectsAsync(), Is.EquivalentTo([before.Key.ToObjectName(), ".uploads/" + upload.Ticket.Split('.')[0]]));
    }

    [Test]
    public async Task An_upload_is_attached_once()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.UploadAsync(Photo);
        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(200));
        UserPicture picture = (await site.PicturesAsync()).Single();

        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(422));
        Assert.That((await site.PicturesAsync()).Single().Key, Is.EqualTo(picture.Key));
    }

    [Test]
    public async Task A_transaction_that_is_rolled_back_leaves_the_upload_to_be_attached_again()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        ImageUpload upload = await site.UploadAsync(Photo);
        User user = new() { Id = 7 };
        await using (ImageTransaction tx = await site.World.Db.BeginImageTransactionAsync())
        {
            await user.Picture.FromUploadAsync(site.World.Db, upload.Ticket, store: site.Store, uploads: site.Uploads, transaction: tx);
            Assert.That(await site.ObjectsAsync(), Has.Length.EqualTo(2));
        }

        Assert.That(await site.PicturesAsync(), Is.Empty);
        Assert.That(await site.ObjectsAsync(), Is.EqualTo([".uploads/" + upload.Ticket.Split('.')[0]]));
        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(200));
    }

    [Test]
    public async Task Abandoned_uploads_are_swept_once_they_are_old_and_attached_pictures_stay()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        Assert.That(await site.AttachAsync((await site.UploadAsync(Photo)).Ticket), Is.EqualTo(200));
        await site.UploadAsync(Photo);
        string picture = (await site.PicturesAsync()).Single().Key.ToObjectName();
        IImageTable[] tables = [TableOf<UserPicture>()];

        SweepReport young = await ImageSweeper.SweepAsync(site.World.Db, tables, site.Store);
        Assert.That((young.Removed, young.Unfinished), Is.EqualTo((0, 0)));
        SweepReport dry = await ImageSweeper.SweepAsync(site.World.Db, tables, site.Store, new() { DryRun = true, TimeProvider = new OtherClock(TimeSpan.FromHours(25)) });
        Assert.That(dry.Unfinished, Is.Zero);
        Assert.That(await site.ObjectsAsync(), Has.Length.EqualTo(3));

        SweepReport old = await ImageSweeper.SweepAsync(site.World.Db, tables, site.Store, new() { TimeProvider = new OtherClock(TimeSpan.FromHours(25)) });
        Assert.That((old.Removed, old.Unfinished), Is.EqualTo((0, 1)));
        Assert.That(await site.ObjectsAsync(), Is.EquivalentTo([picture, ".belongs-to"]));
    }

    [Test]
    public async Task Uploads_of_version_0_1_are_swept_and_other_objects_beside_them_stay()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        string folder = $"{site.Bucket.Prefix}/.uploads/";
        foreach (string name in new[] { "0123abcd", "notes.txt", "2026/4567cdef" })
        {
            await site.Bucket.Client.PutObjectAsync(new Minio.DataModel.Args.PutObjectArgs().WithBucket(TestBucket.Name).WithObject(folder + name)
                .WithStreamData(new MemoryStream([1])).WithObjectSize(1));
        }

        Assert.That(await site.Store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(-1)), Is.Zero, "too young");
        Assert.That(await site.Store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddMinutes(1)), Is.EqualTo(1));
        Assert.That(await site.Bucket.NamesAsync(), Is.EquivalentTo([folder + "notes.txt", folder + "2026/4567cdef"]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_upload_that_is_removed_or_sent_again_while_it_is_read_is_refused(bool isRemoved)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        byte[] bytes = new byte[3 << 20];
        ImageUpload upload = await site.UploadAsync(bytes);
        await using Stream file = (await site.Store.OpenUploadAsync(upload.Ticket.Split('.')[0]))!;
        await file.ReadExactlyAsync(new byte[10]);

        if (isRemoved)
            await site.Store.DeleteUploadAsync(upload.Ticket.Split('.')[0]);
        else
            Assert.That(await site.SendAsync(upload, [.. Enumerable.Repeat((byte)1, bytes.Length)]), Is.EqualTo(200));

        file.Position = 0;
        Assert.That(async () => await file.ReadExactlyAsync(new byte[10]), Throws.TypeOf<ImageUploadException>().With.Message.Contains("replaced while it was read"));
    }

    [TestCase("{\"type\":\"image/jpeg\",\"length\":67108865}", "application/json", 413)]
    [TestCase("{\"type\":\"text/html\",\"length\":100}", "application/json", 415)]
    [TestCase("{\"type\":\"image/jpeg\\r\\nx-amz-acl: public-read\",\"length\":100}", "application/json", 415)]
    [TestCase("{\"type\":\"image/jpeg\",\"length\":0}", "application/json", 400)]
    [TestCase("{\"type\":\"image/jpeg\",\"length\":-5}", "application/json", 400)]
    [TestCase("{\"type\":\"image/jpeg\",\"length\":1e30}", "application/json", 400)]
    [TestCase("{\"length\":100}", "application/json", 400)]
    [TestCase("{\"type\":", "application/json", 400)]
    [TestCase("null", "application/json", 400)]
    [TestCase("", "application/json", 400)]
    [TestCase("type=image/jpeg&length=100", "application/x-www-form-urlencoded", 415)]
    [TestCase("{\"type\":\"image/jpeg\",\"length\":100}", "text/plain", 415)]
    public async Task What_may_not_be_uploaded_is_refused_when_it_is_announced(string body, string contentType, int status)
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        StringContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using HttpResponseMessage response = await site.Client.PostAsync("/uploads", content);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Nobody_gets_an_address_who_is_not_signed_in()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        site.Client.DefaultRequestHeaders.Remove("X-User");
        using HttpResponseMessage response = await site.AskAsync(new { type = MediaType.Jpeg, length = 100 });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Answers_are_kept_by_nobody_and_their_texts_show_no_secrets()
    {
        await using DirectUploadSite site = await DirectUploadSite.StartAsync();
        using HttpResponseMessage response = await site.AskAsync(new { type = MediaType.Jpeg, length = 100 });
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        ImageUpload upload = await site.Uploads.BeginAsync(MediaType.Jpeg, 100, site.Store);
        Assert.That(upload.ToString(), Does.Not.Contain(upload.Ticket).And.Not.Contain("Signature"));
        Assert.That((await site.Store.SignUploadAsync("abc", MediaType.Jpeg, 100, TimeSpan.FromMinutes(1))).ToString(), Does.Not.Contain("Signature"));
    }

    [TestCase("../user-picture/7")]
    [TestCase("a/b")]
    [TestCase("")]
    public async Task A_name_cannot_leave_the_place_for_uploads(string name)
    {
        await using TestBucket bucket = await TestBucket.OpenAsync();
        S3Store store = bucket.Store();
        Assert.That(() => store.SignUploadAsync(name, MediaType.Jpeg, 1, TimeSpan.FromMinutes(1)), Throws.ArgumentException);
        Assert.That(() => store.OpenUploadAsync(name), Throws.ArgumentException);
        Assert.That(() => store.DeleteUploadAsync(name), Throws.ArgumentException);
    }

    [Test]
    public void A_store_that_takes_no_uploads_and_a_missing_secret_are_told_when_the_application_is_built()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddImageAttach(options => options.Store = new MemoryStore());
        WebApplication app = builder.Build();
        Assert.That(() => app.MapImageUploads("/uploads"), Throws.InvalidOperationException.With.Message.Contains("Use an S3Store"));
        Assert.That(() => app.MapImageUploads("/uploads", "archive"), Throws.ArgumentException.With.Message.Contains("'archive'"));
        Assert.That(() => app.MapImageUploads("uploads"), Throws.ArgumentException.With.Message.Contains("/uploads"));
    }

    private static async Task NothingIsThereAsync(DirectUploadSite site, ImageUpload upload)
    {
        Assert.That(await site.ObjectsAsync(), Is.Empty);
        Assert.That(await site.AttachAsync(upload.Ticket), Is.EqualTo(422));
        Assert.That(await site.PicturesAsync(), Is.Empty);
    }

    private static IImageTable TableOf<TImage>()
        where TImage : Image, IImageEntity<TImage> => TImage.Table;

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Late;
    }
}
