using System.Net;
using System.Text.Json;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.Tests.Http;

/// <summary>What is refused is answered with a problem that can be told by its type, and says no more than that.</summary>
internal sealed class ProblemTests
{
    private const string Detail = "detail for the log";

    private static readonly (string Name, Func<Exception> Exception)[] Problems =
    [
        ("413 image-too-large", () => new ImageLimitException(Detail)),
        ("415 image-type-not-allowed", () => new ImageFormatException(Detail) { IsTypeRefused = true }),
        ("422 image-broken", () => new ImageFormatException(Detail)),
        ("404 image-not-found", () => new ImageNotFoundException(Detail)),
        ("404 image-not-found", () => new ImageFileNotFoundException(new StoreKey("a", ObjectId.From(1), 1, 1, "image/png"), Detail)),
        ("503 images-busy", () => new ThumbnailBacklogException(Detail)),
        ("422 image-not-uploaded", () => new ImageUploadException(Detail)),
        ("409 image-exists", () => new ImageExistsException(Detail)),
        ("422 image-not-fetched", () => new ImageFetchException(Detail)),
        ("422 image-refused", () => new ImageRefusedException(Detail)),
        ("503 image-not-checked", () => new AttachmentHookException(Detail)),
    ];

    [Test]
    public async Task Each_exception_has_its_status_and_type_and_keeps_its_message()
    {
        await using SmallSite site = await SmallSite.StartAsync(use: app => app.MapGet("/{number:int}", (int number) => { throw Problems[number].Exception(); }));
        for (int i = 0; i < Problems.Length; i++)
        {
            using HttpResponseMessage response = await site.Client.GetAsync($"/{i}");
            string body = await response.Content.ReadAsStringAsync();
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That($"{(int)response.StatusCode} {JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()!["urn:imageattach:problem:".Length..]}", Is.EqualTo(Problems[i].Name));
            Assert.That(body, Does.Not.Contain(Detail).And.Not.Contain("Exception"));
        }
    }

    [Test]
    public async Task What_is_no_fault_of_the_sender_is_left_to_the_application()
    {
        await using SmallSite site = await SmallSite.StartAsync(use: app => app.MapGet("/", () => { throw new ImageStoreException(Detail); }));
        using HttpResponseMessage response = await site.Client.GetAsync("/");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [TestCase(HttpStatusCode.UnprocessableEntity, "")]
    [TestCase(HttpStatusCode.UnsupportedMediaType, "<!doctype html><script>alert(1)</script>")]
    [TestCase(HttpStatusCode.UnsupportedMediaType, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [TestCase(HttpStatusCode.UnsupportedMediaType, "#!/bin/sh\nid")]
    public async Task Uploads_that_are_no_image_are_refused_whatever_they_call_themselves(HttpStatusCode status, string content)
    {
        await using UploadSite site = await UploadSite.StartAsync();
        using HttpResponseMessage response = await site.UploadAsync(System.Text.Encoding.UTF8.GetBytes(content));
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(site.World.Files, Is.Empty);
    }

    [Test]
    public async Task An_upload_cut_short_is_refused_and_one_with_more_pixels_than_allowed_too()
    {
        await using UploadSite site = await UploadSite.StartAsync(new ImageLimits { MaxPixels = 10_000 });
        using HttpResponseMessage cut = await site.UploadAsync(Pictures.Jpeg(60, 40)[..^50]);
        Assert.That(cut.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using HttpResponseMessage large = await site.UploadAsync(Pictures.Png(101, 100));
        Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(site.World.Files, Is.Empty);
        using HttpResponseMessage good = await site.UploadAsync(Pictures.Png(100, 100));
        Assert.That(good.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_polyglot_is_kept_as_the_image_that_it_is_and_shown_as_nothing_else()
    {
        await using UploadSite site = await UploadSite.StartAsync();
        byte[] gif = [.. Pictures.Gif(20, 10), .. "<script>alert(1)</script><?php system($_GET['c']); ?>"u8];
        using HttpResponseMessage response = await site.UploadAsync(gif, "evil.php", "text/html");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using HttpResponseMessage shown = await site.Client.GetAsync(response.Headers.Location);
        Assert.That(shown.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/gif"));
        Assert.That(shown.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(shown.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
    }

    [Test]
    public async Task An_upload_larger_than_the_server_takes_is_cut_off()
    {
        await using UploadSite site = await UploadSite.StartAsync(maxRequestBytes: 20_000);
        using HttpResponseMessage response = await site.UploadAsync(new byte[100_000]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge).Or.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(site.World.Files, Is.Empty);
    }

    [Test]
    public async Task An_upload_that_trickles_in_is_cut_off_and_leaves_nothing()
    {
        await using UploadSite site = await UploadSite.StartAsync(minBytesPerSecond: 100_000);
        string answer = await site.TrickleAsync();
        Assert.That(answer, Is.Empty.Or.StartWith("HTTP/1.1 408 ").Or.StartWith("HTTP/1.1 400 "));
        Assert.That(site.World.Files, Is.Empty);
    }
}
