using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.Tests.Http;

/// <summary>Thumbnails that an image type declares, on demand and in the queue.</summary>
internal sealed class NamedThumbnailTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(200, 100);

    public static void AddMembers(ImageAttachOptions options) => AddMembers(options.Thumbnails);

    public static void AddMembers(ThumbnailUrlOptions options) => options.Tables = [.. options.Tables, TableOf<MemberPicture>()];

    [Test]
    public async Task A_declared_thumbnail_has_an_address_by_its_name_without_being_listed_anywhere()
    {
        await using ThumbnailSite site = await StartAsync();
        MemberPicture original = await AttachAsync(site);
        Uri address = site.Urls.Of(original, "avatar");
        Assert.That(address.OriginalString, Does.StartWith($"/thumbs/member-picture/n7/{original.Revision}/avatar?s="));
        byte[] avatar = await site.Client.GetByteArrayAsync(address);
        Assert.That(await site.Client.GetByteArrayAsync(address), Is.EqualTo(avatar));
        Member member = new() { Id = 7 };
        await member.Picture.LoadAsync(site.World.Db);
        Assert.That(member.Picture.Images, Has.Count.EqualTo(2));
        MemberPicture made = member.Picture.Avatar.Image!;
        Assert.That((made.Size, made.Sha256), Is.EqualTo(
            (new ImageSize(60, 60), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(avatar)))));
    }

    [Test]
    public async Task Another_name_is_not_found_nor_an_address_from_before_the_declaration_was_changed()
    {
        await using ThumbnailSite site = await StartAsync();
        MemberPicture original = await AttachAsync(site);
        ThumbnailSignature signature = new([ThumbnailSite.Secret]);
        Assert.That(() => site.Urls.Of(original, "nothing"), Throws.ArgumentException.With.Message.Contains("'nothing'"));
        foreach ((string name, string meaning) in new[] { ("nothing", ""), ("Avatar", "of 60×60 Cover Cover"), ("avatar", ""), ("avatar", "of 50×50 Cover Cover") })
        {
            WantedThumbnail wanted = WantedThumbnail.Of(original, name);
            string address = $"/thumbs/{wanted.ObjectType}/{wanted.SetKey}/{wanted.Version}/{name}?s={signature.Sign(wanted, expires: null, meaning)}";
            using HttpResponseMessage response = await site.Client.GetAsync(address);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }

        Assert.That(site.World.Store.Puts.Any(put => put.Reproducible), Is.False);
    }

    [Test]
    public async Task The_queue_takes_all_that_are_declared()
    {
        NotingQueue queue = new();
        await using ThumbnailSite site = await StartAsync(queue);
        (await site.Client.PostAsync("/7", null)).EnsureSuccessStatusCode().Dispose();
        Assert.That(queue.Taken.Select(taken => taken.Name), Is.EqualTo(new[] { "50", "100", "avatar", "padded-avatar", "list-item" }));
    }

    [Test]
    public async Task The_queue_takes_nothing_of_an_owner_that_is_not_saved()
    {
        NotingQueue queue = new();
        await using ThumbnailSite site = await StartAsync(queue);
        using HttpResponseMessage refused = await site.Client.PostAsync("/0", null);
        Assert.That((refused.StatusCode, queue.Taken.Count, site.World.Store.Puts.Count), Is.EqualTo((HttpStatusCode.InternalServerError, 0, 0)));
    }

    [Test]
    public async Task In_a_request_an_original_knows_the_address()
    {
        MemberPicture? original = null;
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: AddMembers, use: (app, _) => app.MapGet("/where", () => original!.ThumbnailUrl("avatar").OriginalString));
        await site.World.Db.CreateImageTableAsync<MemberPicture>();
        original = await AttachAsync(site);
        Assert.That(await site.Client.GetStringAsync("/where"), Is.EqualTo(site.Urls.Of(original, "avatar").OriginalString));
    }

    private static async Task<ThumbnailSite> StartAsync(IThumbnailQueue? queue = null)
    {
        ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: AddMembers,
            add: (builder, _) =>
            {
                if (queue is not null)
                    builder.Services.AddSingleton(queue);
            },
            use: (app, world) => app.MapPost("/{member:int}", (int member) => new Member { Id = member }.Picture.FromBlobAsync(world.Db, Photo)));
        await site.World.Db.CreateImageTableAsync<MemberPicture>();
        return site;
    }

    private static Task<MemberPicture> AttachAsync(ThumbnailSite site) => new Member { Id = 7 }.Picture.FromBlobAsync(site.World.Db, Photo, store: site.World.Store);

    private static IImageTable TableOf<TImage>()
        where TImage : Image, IImageEntity<TImage> => TImage.Table;
}
