using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Which caches may keep an answer, for each kind of answer.</summary>
internal sealed class CachingTests
{
    private const string Public = "public, max-age=31536000, immutable";

    // In the order that the client puts directives in.
    private const string Private = "max-age=31536000, private, immutable";

    private static readonly byte[] Photo = Pictures.Jpeg(60, 40);
    private static readonly StoreKey Key = new("testing", ObjectId.From(1234), 60, 40, "image/jpeg", "k3f9");

    [TestCase(false, Public)]
    [TestCase(true, Private)]
    public async Task Every_kind_of_answer_says_who_may_keep_it(bool isProtected, string kept)
    {
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) => AddMembers(builder, files => files.Policy = isProtected ? "members" : null));
        string path = await site.PutAsync(Key, Photo);
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.OK, kept);
        await AssertAsync(site, HttpMethod.Head, path, HttpStatusCode.OK, kept);
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.PartialContent, kept, ("Range", "bytes=0-9"));
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.NotModified, kept, ("If-None-Match", "\"k3f9\""));
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.PreconditionFailed, "no-store", ("If-Match", "\"other\""));
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.RequestedRangeNotSatisfiable, "no-store", ("Range", "bytes=999999-"));
        await AssertAsync(site, HttpMethod.Get, path.Replace("k3f9", "none"), HttpStatusCode.NotFound, "no-store");
    }

    [Test]
    public async Task A_stranger_gets_no_protected_file_and_nothing_to_keep()
    {
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) => AddMembers(builder, files => files.Policy = "members"));
        string path = await site.PutAsync(Key, Photo);
        using HttpResponseMessage response = await site.Client.GetAsync(path);
        Assert.That((response.StatusCode, response.Headers.CacheControl?.NoStore), Is.EqualTo((HttpStatusCode.Unauthorized, true)));
    }

    [Test]
    public async Task A_policy_can_decide_file_by_file()
    {
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) => AddMembers(builder, files => files.Policy = "owner"));
        string own = await site.PutAsync(Key, Photo), other = await site.PutAsync(new("testing", ObjectId.From(2), 60, 40, "image/jpeg", "k3f9"), Photo);
        await AssertAsync(site, HttpMethod.Get, own, HttpStatusCode.OK, Private);
        await AssertAsync(site, HttpMethod.Get, other, HttpStatusCode.Forbidden, "no-store");
    }

    [TestCase(false, false, HttpStatusCode.Unauthorized)]
    [TestCase(true, false, HttpStatusCode.Unauthorized)]
    [TestCase(true, true, HttpStatusCode.OK)]
    [TestCase(false, true, HttpStatusCode.OK)]
    public async Task The_fallback_policy_covers_files_wherever_they_are_served_unless_they_are_exempt(bool isBeforeAuthorization, bool isExempt, HttpStatusCode stranger)
    {
        await using SmallSite site = await SmallSite.StartAsync(
            configure: (builder, _) => AddMembers(builder, files => files.AllowAnonymous = isExempt, hasFallback: true),
            use: app => _ = isBeforeAuthorization ? app.UseAuthentication().UseAuthorization() : app);
        string path = await site.PutAsync(Key, Photo);
        using HttpResponseMessage response = await site.Client.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(stranger));
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.OK, isExempt ? Public : Private);
    }

    [Test]
    public async Task A_callback_can_decide_file_by_file_and_keeps_shared_caches_out()
    {
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) =>
            AddMembers(builder, files => files.Authorize = (context, key) => ValueTask.FromResult(context.Request.Headers.ContainsKey("X-User") && key.ObjectId == Key.ObjectId)));
        string path = await site.PutAsync(Key, Photo);
        await AssertAsync(site, HttpMethod.Get, path, HttpStatusCode.OK, Private);
        using HttpResponseMessage response = await site.Client.GetAsync(path);
        Assert.That((response.StatusCode, response.Headers.CacheControl?.NoStore), Is.EqualTo((HttpStatusCode.NotFound, true)));
    }

    [Test]
    public async Task Shared_caches_can_be_kept_out_of_public_files()
    {
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, _) => AddMembers(builder, files => files.AllowSharedCaching = false));
        await AssertAsync(site, HttpMethod.Get, await site.PutAsync(Key, Photo), HttpStatusCode.OK, Private);
    }

    [TestCase("", Public)]
    [TestCase("endpoint", Private)]
    [TestCase("fallback", Private)]
    [TestCase("fallback, anonymous", Public)]
    [TestCase("callback", Private)]
    public async Task A_thumbnail_says_who_may_keep_it(string protection, string kept)
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            configure: options => options.Files.Authorize = protection == "callback" ? (context, _) => ValueTask.FromResult(context.Request.Headers.ContainsKey("X-User")) : null,
            add: (builder, _) => AddMembers(builder, _ => { }, hasFallback: protection.StartsWith("fallback", StringComparison.Ordinal)),
            thumbnails: endpoint => _ = protection switch
            {
                "endpoint" => endpoint.RequireAuthorization("members"),
                "fallback, anonymous" => endpoint.AllowAnonymous(),
                _ => endpoint,
            });
        string address = site.Urls.Of(await site.AttachAsync(), 50).OriginalString;
        using HttpResponseMessage stranger = await site.Client.GetAsync(address);
        Assert.That(stranger.IsSuccessStatusCode, Is.EqualTo(kept == Public));
        Assert.That(stranger.Headers.CacheControl?.ToString() ?? "", Does.Not.Contain(kept == Public ? "private" : "public"));
        foreach ((string Name, string Value)[] headers in new (string, string)[][] { [], [("Range", "bytes=0-9")] })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            foreach ((string name, string value) in headers.Append(("X-User", "7")))
                request.Headers.TryAddWithoutValidation(name, value);
            using HttpResponseMessage response = await site.Client.SendAsync(request);
            Assert.That(response.Headers.GetValues("Cache-Control").Single(), Is.EqualTo(kept));
        }
    }

    private static void AddMembers(WebApplicationBuilder builder, Action<FileAccessOptions> configure, bool hasFallback = false)
    {
        builder.Services.AddAuthentication(NamedUser.Scheme).AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, NamedUser>(NamedUser.Scheme, null);
        builder.Services.AddAuthorization(options =>
        {
            options.AddPolicy("members", policy => policy.RequireAuthenticatedUser());
            options.AddPolicy("owner", policy => policy.RequireAssertion(context => context.Resource is StoreKey key && key.ObjectId == Key.ObjectId && context.User.Identity?.IsAuthenticated == true));
            if (hasFallback)
                options.FallbackPolicy = options.GetPolicy("members");
        });
        builder.Services.Configure<ImageAttachOptions>(options => configure(options.Files));
    }

    private static async Task AssertAsync(SmallSite site, HttpMethod method, string path, HttpStatusCode status, string kept, params (string, string)[] headers)
    {
        using HttpResponseMessage response = await site.SendAsync(method, path, [.. headers, ("X-User", "7")]);
        Assert.That((response.StatusCode, response.Headers.GetValues("Cache-Control").Single()), Is.EqualTo((status, kept)));
    }
}
