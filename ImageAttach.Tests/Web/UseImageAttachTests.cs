using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop;

namespace ImageAttach.Tests.Web;

/// <summary>A small web application of its own, on a real server.</summary>
internal sealed class UseImageAttachTests
{
    private static readonly FileSystemStore Store = new("var/images", new Uri("/images/", UriKind.Relative));

    [Test]
    public async Task The_store_is_current_in_a_request_from_its_beginning_to_its_end()
    {
        await using WebApplication app = Application(options => options.Store = Store);
        app.UseImageAttach();
        app.MapGet("/", async () =>
        {
            bool before = StoreContext.Current == Store;
            await Task.Yield();
            return before && StoreContext.Current == Store ? "same" : "another";
        });
        Assert.That(await GetAsync(app), Is.EqualTo("same"));
    }

    [Test]
    public async Task Named_stores_are_current_in_a_request_as_well()
    {
        FileSystemStore archive = new("var/archive");
        await using WebApplication app = Application(options =>
        {
            options.Store = Store;
            options.NamedStores["archive"] = archive;
        });
        app.UseImageAttach();
        app.MapGet("/", () => StoreContext.Get("archive") == archive && StoreContext.Current == Store ? "both" : "others");
        Assert.That(await GetAsync(app), Is.EqualTo("both"));
    }

    [Test]
    public async Task No_store_is_current_in_front_of_the_middleware_or_outside_of_requests()
    {
        await using WebApplication app = Application(options => options.Store = Store);
        List<string> current = [];
        app.Use(async (context, next) =>
        {
            current.Add(CurrentOrNone());
            await next(context);
            current.Add(CurrentOrNone());
        });
        app.UseImageAttach();
        app.MapGet("/", () => "done");

        await GetAsync(app);
        Assert.That(current, Is.EqualTo(["none", "none"]));
        Assert.That(CurrentOrNone(), Is.EqualTo("none"));
    }

    [Test]
    public void Without_a_store_the_pipeline_cannot_be_built_and_the_message_says_what_to_set()
    {
        WebApplication app = Application(_ => { });
        Assert.That(
            app.UseImageAttach,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("AddImageAttach(options => options.Store = …)"));
    }

    [Test]
    public async Task Without_a_store_the_application_does_not_start_even_if_nothing_uses_it()
    {
        await using WebApplication app = Application(_ => { });
        await Assert.ThatAsync(() => app.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("has no store"));
    }

    [Test]
    public void Without_registration_the_message_says_what_to_call()
    {
        WebApplication app = Builder().Build();
        Assert.That(app.UseImageAttach, Throws.InvalidOperationException.With.Message.Contains("Call services.AddImageAttach"));
    }

    [Test]
    public async Task A_form_file_is_attached_through_the_requests_store()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await using WebApplication app = ShopApplication(world);
        byte[] photo = Imaging.Pictures.Jpeg(300, 200);

        string answer = await PostAsync(app, photo);

        Assert.That(answer, Does.Match(@"^https://images\.example\.com/user-picture/7/0/7\.300x200\..+\.jpg$"));
        User user = new() { Id = 7 };
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, world.Store), Is.EqualTo(photo));
    }

    [Test]
    public async Task A_bad_form_file_costs_an_exception_and_nothing_else()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await using WebApplication app = ShopApplication(world);
        byte[] photo = Imaging.Pictures.Jpeg(300, 200);
        await PostAsync(app, photo);

        string answer = await PostAsync(app, photo[..^200]);

        Assert.That(answer, Does.StartWith(nameof(ImageFormatException)));
        User user = new() { Id = 7 };
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, world.Store), Is.EqualTo(photo));
        Assert.That(world.Files, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_missing_form_file_is_the_callers_mistake_and_told_at_once() =>
        Assert.That(
            () => { _ = new User { Id = 7 }.Picture.FromFormFileAsync(new Microsoft.Data.Sqlite.SqliteConnection(), file: null!); },
            Throws.ArgumentNullException.With.Property(nameof(ArgumentNullException.ParamName)).EqualTo("file"));

    private static string CurrentOrNone()
    {
        try
        {
            return StoreContext.Current.ToString()!;
        }
        catch (StoreContextException)
        {
            return "none";
        }
    }

    private static WebApplication ShopApplication(ShopWorld world)
    {
        WebApplication app = Application(options => options.Store = world.Store);
        app.UseImageAttach();
        app.MapPost("/", async (IFormFile picture, CancellationToken cancellationToken) =>
        {
            User user = new() { Id = 7 };
            try
            {
                await user.Picture.FromFormFileAsync(world.Db, picture, cancellationToken: cancellationToken);
                return user.Picture.Locate().AbsoluteUri;
            }
            catch (ImageAttachException refusal)
            {
                return $"{refusal.GetType().Name}: {refusal.Message}";
            }
        }).DisableAntiforgery();
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static WebApplication Application(Action<ImageAttachOptions> configure)
    {
        WebApplicationBuilder builder = Builder();
        builder.Services.AddImageAttach(configure);
        return builder.Build();
    }

    private static async Task<string> GetAsync(WebApplication app)
    {
        await app.StartAsync();
        using HttpClient client = new();
        return await client.GetStringAsync(app.Urls.Single());
    }

    private static async Task<string> PostAsync(WebApplication app, byte[] picture)
    {
        if (app.Urls.All(address => address.EndsWith(":0", StringComparison.Ordinal)))
            await app.StartAsync();
        using HttpClient client = new();
        using MultipartFormDataContent form = new() { { new ByteArrayContent(picture), "picture", "picture.jpg" } };
        using HttpResponseMessage response = await client.PostAsync(app.Urls.Single(), form);
        return await response.Content.ReadAsStringAsync();
    }
}
