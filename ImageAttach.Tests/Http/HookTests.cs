using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Hooks of a web application see what browsers send and name, and come from its options and its services.</summary>
internal sealed class HookTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(40, 30, seed: 1);

    private static string DataUri => "data:image/jpeg;base64," + Convert.ToBase64String(Photo);

    [Test]
    public async Task Form_files_and_data_URIs_are_shown()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await world.Db.CreateImageTableAsync<PostPhoto>();
        NotingHook hook = new();
        using IDisposable settings = new ImageAttachSettings { Store = world.Store, Hooks = [hook] }.Use();
        ImageSubset<PostPhoto> set = new Post { Id = 7 }.Photos.GetImageSet(9);
        await set.FromFormFileAsync(world.Db, FormFile());
        await set.AttachAsync(world.Db, FormFile(), new() { Configure = photo => photo.Caption = "Harbor" });
        await set.FromDataUriAsync(world.Db, DataUri);
        await set.AttachFromDataUriAsync(world.Db, DataUri);
        await new Post { Id = 8 }.Photos.AddAsync(world.Db, FormFile(), new AttachOptions<PostPhoto>());
        await new Post { Id = 8 }.Photos.AddFromDataUriAsync(world.Db, DataUri, new AttachOptions<PostPhoto>());
        Assert.That((hook.Candidates.Count, hook.Attached.Count), Is.EqualTo((6, 6)));
        Assert.That(((PostPhoto)hook.Attached[1].Original).Caption, Is.EqualTo("Harbor"));
    }

    [Test]
    public async Task Uploads_past_the_application_are_shown()
    {
        NotingHook hook = new();
        await using DirectUploadSite site = await DirectUploadSite.StartAsync(options => options.Hooks.Add(hook));
        Assert.That(await site.AttachAsync((await site.UploadAsync(Photo)).Ticket), Is.EqualTo(200));
        Assert.That((hook.Candidates.Count, hook.Attached.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Hooks_come_from_the_options_and_then_from_the_services()
    {
        NotingHook first = new(), second = new();
        await using SmallSite site = await SmallSite.StartAsync(configure: (builder, images) =>
        {
            builder.Services.AddSingleton<IAttachmentHook>(second);
            images.AddHook<RefusingHook>().Services.Configure<ImageAttachOptions>(options =>
            {
                options.HookTimeout = TimeSpan.FromSeconds(7);
                options.Hooks.Add(first);
            });
        });
        ImageAttachSettings settings = site.Services.GetRequiredService<ImageAttachSettings>();
        Assert.That(settings.Hooks.Skip(1).Take(2), Is.EqualTo(new[] { first, second }), "after the one that feeds the queue");
        Assert.That(settings.Hooks.Skip(3).Select(hook => hook.GetType()), Is.EqualTo(new[] { typeof(RefusingHook) }));
        Assert.That(settings.HookTimeout, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    [TestCase(false, HttpStatusCode.UnprocessableEntity, "image-refused")]
    [TestCase(true, HttpStatusCode.ServiceUnavailable, "image-not-checked")]
    public async Task A_refused_upload_is_a_problem_without_its_cause(bool fails, HttpStatusCode status, string type)
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await using SmallSite site = await SmallSite.StartAsync(
            configure: (builder, images) => images.AddHook<RefusingHook>().Services.AddSingleton(new RefusingHook.Reason(fails)),
            use: app => app.MapPost("/", () => new User { Id = 7 }.Picture.FromBlobAsync(world.Db, Photo)));
        using HttpResponseMessage response = await site.Client.PostAsync("/", content: null);
        string body = await response.Content.ReadAsStringAsync();
        Assert.That((response.StatusCode, body), Is.EqualTo((status, body)));
        Assert.That(body, Does.Contain($"urn:imageattach:problem:{type}").And.Not.Contain("detail"));
        Assert.That(await world.RowsAsync(), Is.Zero);
    }

    [Test]
    public async Task Mistakes_are_reported_at_the_start([Values] bool hasNull)
    {
        await Assert.ThatAsync(
            () => SmallSite.StartAsync(configure: (_, images) => images.Services.Configure<ImageAttachOptions>(options =>
            {
                if (hasNull)
                    options.Hooks.Add(null!);
                else
                    options.HookTimeout = TimeSpan.Zero;
            })),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains(hasNull ? "A hook in Hooks is null" : "HookTimeout must be above 0"));
    }

    private static FormFile FormFile() => new(new MemoryStream(Photo), 0, Photo.Length, "photo", "photo.jpg");

    private sealed class RefusingHook(RefusingHook.Reason? reason = null) : IAttachmentHook
    {
        public Task AttachingAsync(CandidateImage image, CancellationToken cancellationToken) =>
            throw (reason is { IsFailure: true } ? (Exception)new IOException("detail") : new ImageRefusedException("detail"));

        public sealed record Reason(bool IsFailure);
    }
}
