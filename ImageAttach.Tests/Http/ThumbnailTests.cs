using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Thumbnails that are made when they are asked for, at signed addresses.</summary>
internal sealed class ThumbnailTests
{
    [Test]
    public async Task A_thumbnail_is_made_once_and_stored_like_any_other()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        Uri address = site.Urls.Of(await site.AttachAsync(), 50);
        using HttpResponseMessage first = await site.Client.GetAsync(address);
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(first.Headers.GetValues("Cache-Control").Single(), Is.EqualTo("public, max-age=31536000, immutable"));
        User user = new() { Id = 7 };
        UserPicture thumbnail = await user.Picture.FindThumbnailAsync(site.World.Db, width: 50);
        Assert.That(first.Headers.ETag?.Tag, Is.EqualTo($"\"{thumbnail.Revision}\""));
        Assert.That(await first.Content.ReadAsByteArrayAsync(), Is.EqualTo(await thumbnail.MakeBlobAsync(site.World.Store)));

        int puts = site.World.Store.Puts.Count;
        using HttpResponseMessage second = await site.Client.GetAsync(address);
        Assert.That(await second.Content.ReadAsByteArrayAsync(), Is.EqualTo(await first.Content.ReadAsByteArrayAsync()));
        Assert.That(site.World.Store.Puts, Has.Count.EqualTo(puts));
    }

    [Test]
    public async Task Two_hundred_who_ask_at_once_have_each_size_made_once()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        UserPicture original = await site.AttachAsync();
        int opens = site.World.Store.Opens;
        byte[][] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => site.Client.GetByteArrayAsync(site.Urls.Of(original, i % 2 == 0 ? 50 : 100))));
        Assert.That(answers.Select(answer => answer.Length).Distinct().Count(), Is.EqualTo(2));
        Assert.That(site.World.Store.Puts.Count(put => put.Reproducible), Is.EqualTo(2), "thumbnails put");
        Assert.That(site.World.Store.Opens - opens, Is.InRange(200 + 1, 200 + 2), "each answer opens a thumbnail; the original is opened for those that are asked for together");
        await site.World.AssertRowsAndFilesAgreeAsync(new User { Id = 7 });
    }

    [Test]
    public async Task Two_processes_that_make_the_same_thumbnail_leave_one([Values] DatabaseKind database)
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(database);
        UserPicture original = await site.AttachAsync();
        Uri address = site.Urls.Of(original, 50);
        WantedThumbnail wanted = WantedThumbnail.Of(original, 50);

        // A maker of its own stands for another process: the two share nothing but database and store.
        SharedThumbnailMaker other = ActivatorUtilities.CreateInstance<SharedThumbnailMaker>(site.App.Services);
        await Task.WhenAll(site.Client.GetByteArrayAsync(address), other.MakeAsync(wanted, CancellationToken.None));
        await site.World.AssertRowsAndFilesAgreeAsync(new User { Id = 7 });
        Assert.That(await site.World.RowsAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Keys_of_every_kind_find_their_set([Values] DatabaseKind database)
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(database);
        byte[] photo = Pictures.Jpeg(200, 100);
        Image[] originals =
        [
            await site.AttachAsync(-3),
            await new Post { Id = 1L << 40 }.Photos.GetImageSet(9).FromBlobAsync(site.World.Db, photo, store: site.World.Store),
            await new Document { DocumentId = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef") }.Scan.FromBlobAsync(site.World.Db, photo, store: site.World.Store),
            await new Tag { Name = "a/b ~ü?&\n" }.Icon.FromBlobAsync(site.World.Db, photo, store: site.World.Store),
        ];
        foreach (Image original in originals)
            Assert.That(await site.Client.GetByteArrayAsync(site.Urls.Of(original, 50)), Is.Not.Empty, original.ObjectType);
    }

    [Test]
    public async Task An_address_ends_with_its_original()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        Uri address = site.Urls.Of(await site.AttachAsync(seed: 1), 50);
        await site.Client.GetByteArrayAsync(address);
        await site.AttachAsync(seed: 2);
        Assert.That(await StatusAsync(site, address.OriginalString), Is.EqualTo(HttpStatusCode.NotFound), "replaced");
        await new User { Id = 7 }.Picture.RemoveAsync(site.World.Db, site.World.Store);
        Assert.That(await StatusAsync(site, address.OriginalString), Is.EqualTo(HttpStatusCode.NotFound), "removed");
    }

    [Test]
    public async Task An_address_is_computed_in_a_request_without_IO_and_with_the_applications_path()
    {
        UserPicture? original = null;
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(use: (app, _) => app.MapGet("/where", () => original!.ThumbnailUrl(50).OriginalString));
        original = await site.AttachAsync();
        await site.World.Database.Connect().DisposeAsync();
        string address = await site.Client.GetStringAsync("/where");
        Assert.That(address, Is.EqualTo(site.Urls.Of(original, 50).OriginalString).And.StartsWith($"/thumbs/user-picture/n7/{original.Revision}/50?s="));
        Assert.That(() => original.ThumbnailUrl(50), Throws.InvalidOperationException.With.Message.Contains("no request"));
    }

    [TestCase("s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("s=*******************************************")]
    [TestCase("s=")]
    [TestCase("")]
    [TestCase("s=%00%0d%0aSet-Cookie:a=b")]
    [TestCase("width=300000")]
    [TestCase("s=a&s=b")]
    public async Task A_forged_signature_is_not_found(string query)
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        UserPicture original = await site.AttachAsync();
        string path = site.Urls.Of(original, 50).OriginalString.Split('?')[0];
        Assert.That(await StatusAsync(site, $"{path}?{query}"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(site.World.Store.Puts.Any(put => put.Reproducible), Is.False);
    }

    [Test]
    public async Task A_signature_is_good_for_its_own_address_alone()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        UserPicture original = await site.AttachAsync();
        await site.AttachAsync(8);
        string good = site.Urls.Of(original, 50).OriginalString;
        Assert.That(await StatusAsync(site, good), Is.EqualTo(HttpStatusCode.OK));
        string[] changed =
        [
            good.Replace("/50?", "/100?"), good.Replace("/50?", "/300000?"), good.Replace("/50?", "/050?"), good.Replace("/50?", "/-50?"), good.Replace("/50?", "/4294967346?"),
            good.Replace("/n7/", "/n8/"), good.Replace("/n7/", "/t7/"), good.Replace("/n7/", "/n7~n1/"), good.Replace("user-picture", "post-photo"),
            good.Replace(original.Revision, "0" + original.Revision[1..] + "x"), good + "&e=99999999999", good.Replace("?s=", "?e=1&s="), good[..^1], good + "A",
        ];
        foreach (string address in changed)
            Assert.That(await StatusAsync(site, address), Is.EqualTo(HttpStatusCode.NotFound), address);
    }

    [Test]
    public async Task A_width_that_is_not_declared_is_refused_even_if_it_is_signed()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        UserPicture original = await site.AttachAsync();
        ThumbnailSignature signature = new([ThumbnailSite.Secret]);
        foreach (int width in new[] { 51, 300_000, int.MaxValue })
        {
            Assert.That(() => site.Urls.Of(original, width), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("50, 100"));
            WantedThumbnail wanted = WantedThumbnail.Of(original, width);
            string address = $"/thumbs/{wanted.ObjectType}/{wanted.SetKey}/{wanted.Version}/{width}?s={signature.Sign(wanted, expires: null)}";
            Assert.That(await StatusAsync(site, address), Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Other_widths_may_be_allowed_up_to_what_a_picture_can_have()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(configure: options => options.Thumbnails.AllowOtherWidths = true);
        UserPicture original = await site.AttachAsync();
        Assert.That(await StatusAsync(site, site.Urls.Of(original, 51).OriginalString), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(() => site.Urls.Of(original, 300_000), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Secrets_can_be_changed_and_old_addresses_stay_good_until_theirs_is_taken_out()
    {
        UserPicture original = new() { UserId = 7, Original = true, Revision = "r1", Width = 2, Height = 1, MimeType = "image/png" };
        WantedThumbnail wanted = WantedThumbnail.Of(original, 50);
        string older = new string('o', 32), newer = new string('n', 32);
        string old = new ThumbnailSignature([older]).Sign(wanted, expires: null);
        Assert.That(new ThumbnailSignature([newer, older]).IsOf(wanted, expires: null, old), Is.True);
        Assert.That(new ThumbnailSignature([newer, older]).Sign(wanted, expires: null), Is.Not.EqualTo(old));
        Assert.That(new ThumbnailSignature([newer]).IsOf(wanted, expires: null, old), Is.False);
        await Assert.ThatAsync(
            () => ThumbnailSite.StartAsync(configure: options => options.Thumbnails.SigningKeys.Add("too short")),
            Throws.TypeOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains("32").And.Message.Not.Contains("too short"));
    }

    [Test]
    public async Task An_address_expires()
    {
        SetClock clock = new() { Now = DateTimeOffset.UnixEpoch.AddYears(56) };
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: options => options.Thumbnails.ValidFor = TimeSpan.FromHours(1), add: (builder, _) => builder.Services.AddSingleton<TimeProvider>(clock));
        UserPicture original = await site.AttachAsync();
        string address = site.Urls.Of(original, 50).OriginalString;
        using HttpResponseMessage fresh = await site.Client.GetAsync(address);
        Assert.That(fresh.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(fresh.Headers.CacheControl?.MaxAge, Is.GreaterThan(TimeSpan.FromHours(1)).And.LessThanOrEqualTo(TimeSpan.FromHours(2)));
        clock.Now += TimeSpan.FromHours(1);
        Assert.That(await StatusAsync(site, address), Is.EqualTo(HttpStatusCode.OK));
        clock.Now += TimeSpan.FromHours(1);
        Assert.That(await StatusAsync(site, address), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Other_methods_are_refused_and_HEAD_gives_headers_alone()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync();
        Uri address = site.Urls.Of(await site.AttachAsync(), 50);
        using HttpResponseMessage post = await site.Client.PostAsync(address, null);
        Assert.That(post.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        using HttpRequestMessage request = new(HttpMethod.Head, address);
        using HttpResponseMessage head = await site.Client.SendAsync(request);
        Assert.That((head.StatusCode, head.Content.Headers.ContentLength > 0), Is.EqualTo((HttpStatusCode.OK, true)));
    }

    private static async Task<HttpStatusCode> StatusAsync(ThumbnailSite site, string address)
    {
        using HttpResponseMessage response = await site.Client.GetAsync(address);
        return response.StatusCode;
    }
}
