using ImageAttach.AspNetCore;
using ImageAttach.Azure;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageAttach.Tests.Http;

/// <summary>Mistakes in the options are told when the application starts.</summary>
internal sealed class StartTests
{
    [Test]
    public async Task Two_stores_at_one_path_are_refused()
    {
        await Assert.ThatAsync(
            () => StartAsync(options => options.NamedStores["archive"] = new HttpExposedFileSystemStore("var/archive", prefix: "images/archive")),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("/images/archive").And.Message.Contains("prefix of its own"));
    }

    [Test]
    public async Task A_store_without_a_name_or_a_name_without_a_store_is_refused()
    {
        await Assert.ThatAsync(
            () => StartAsync(options => options.NamedStores[""] = new MemoryStore()), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("empty name"));
        await Assert.ThatAsync(
            () => StartAsync(options => options.NamedStores["archive"] = null!), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("'archive'"));
    }

    [Test]
    public async Task A_store_is_opened_by_its_URL_with_the_schemes_that_were_added()
    {
        MemoryStore mine = new();
        await StartAsync(
            options => (options.Store, options.StoreUrl, options.StoreUrlSchemes) = (null, "mine://here", StoreUrlSchemes.Default.With("mine", _ => mine)),
            services => Assert.That(services.GetRequiredService<ImageAttachSettings>().Store, Is.SameAs(mine)));
        await StartAsync(
            options => (options.Store, options.StoreUrl, options.StoreUrlSchemes) = (null, "azure://shopimages/pictures", StoreUrlSchemes.Default.WithAzure()),
            services => Assert.That(services.GetRequiredService<ImageAttachSettings>().Store, Is.TypeOf<AzureBlobStore>()));
    }

    [Test]
    public async Task A_URL_that_opens_no_store_is_refused()
    {
        await Assert.ThatAsync(
            () => StartAsync(options => (options.Store, options.StoreUrl, options.StoreUrlSchemes) = (null, "azure://shopimages/pictures", StoreUrlSchemes.Default)),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("StoreUrl").And.Message.Contains("'azure:'"));
        await Assert.ThatAsync(
            () => StartAsync(options => (options.Store, options.StoreUrl) = (null, "memory:")),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("StoreUrlSchemes.Default"));
    }

    private static async Task StartAsync(Action<ImageAttachOptions> configure, Action<IServiceProvider>? look = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Services.AddImageAttach(options =>
        {
            options.Store = new HttpExposedFileSystemStore("var/images", prefix: "images");
            configure(options);
        });
        await using WebApplication app = builder.Build();
        await app.StartAsync();
        look?.Invoke(app.Services);
    }
}
