using ImageAttach.AspNetCore;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Imaging;
using ImageAttach.Tests.Http;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Domain;

/// <summary>What is found by the current settings belongs to their application.</summary>
internal sealed class CurrentSettingsTests
{
    private static readonly byte[] Picture = Pictures.Jpeg(100, 60);

    private static readonly ImageLimits Small = new() { MaxPixels = 5_000 };

    [Test]
    public async Task Attached_images_are_reported_to_the_application_whose_settings_are_current()
    {
        await using ShopWorld scans = await ShopWorld.OpenAsync(), photos = await ShopWorld.OpenAsync();
        NotingHook scanHook = new(), photoHook = new();
        ImageAttachSettings photography = new() { Store = photos.Store, Hooks = [photoHook] };
        ImageAttachSettings scanning = new() { Store = scans.Store, Hooks = [scanHook] };
        using IDisposable outer = photography.Use();
        using (scanning.Use())
            await new User { Id = 7 }.Picture.FromBlobAsync(scans.Db, Picture);
        UserPicture photo = await new User { Id = 8 }.Picture.FromBlobAsync(photos.Db, Picture);
        using ((photography with { Limits = Small }).Use())
            Assert.That(ImageAttachSettings.Current.Hooks, Is.EqualTo(photography.Hooks), "a copy reports to the same");
        Assert.That(scanHook.Attached, Has.Count.EqualTo(1));
        Assert.That(photoHook.Attached.Select(image => image.Original.Key), Is.EqualTo(new[] { photo.Key }));
    }

    [Test]
    public async Task Thumbnail_URLs_and_uploads_belong_to_the_application_whose_settings_are_current()
    {
        await using ThumbnailSite photos = await ThumbnailSite.StartAsync();
        await using ThumbnailSite scans = await ThumbnailSite.StartAsync(use: (app, _) => app.MapGet("/other", () => InSettingsOf(photos)));
        Assert.That(
            await scans.Client.GetStringAsync("/other"),
            Is.EqualTo("own: True, other: False; uploads of the other: True"), "a request of one application, with the settings of the other for a while");
        Assert.That((CurrentThumbnailUrls.InRequest, ImageUploads.Current), Is.EqualTo(((CurrentThumbnailUrls?)null, (ImageUploads?)null)));
    }

    [Test]
    public void Copies_share_the_engine_unless_they_set_what_it_depends_on()
    {
        ImageAttachSettings settings = new() { MaxParallelDecodes = 2 };
        ImagingEngine engine = settings.Engine;
        Assert.That((settings with { Hooks = [new NotingHook()] }).Engine, Is.SameAs(engine));
        ImageAttachSettings[] others = [settings with { Limits = Small }, settings with { Codecs = [new FlatCodec()] }, settings with { MaxParallelDecodes = 2 }];
        Assert.That(others.Select(other => other.Engine), Has.None.SameAs(engine));
        Assert.That((others[0].Engine.Options.Limits, others[2].Engine.Options.Limits), Is.EqualTo((Small, settings.Limits)));
        Assert.That(settings.Engine, Is.SameAs(engine));
    }

    private static string InSettingsOf(ThumbnailSite other)
    {
        bool own = CurrentThumbnailUrls.InRequest is not null;
        using IDisposable context = other.Settings.Use();
        return $"own: {own}, other: {CurrentThumbnailUrls.InRequest is not null}; " +
            $"uploads of the other: {ReferenceEquals(ImageUploads.Current, other.App.Services.GetRequiredService<ImageUploads>())}";
    }
}
