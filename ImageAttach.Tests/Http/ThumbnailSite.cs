using System.Data.Common;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>A web application that makes thumbnails on demand.</summary>
internal sealed class ThumbnailSite : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    private ThumbnailSite(ShopWorld world, WebApplication app)
    {
        (World, App) = (world, app);
        Client = new() { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public ShopWorld World { get; }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public ThumbnailUrls Urls => App.Services.GetRequiredService<ThumbnailUrls>();

    public ImageAttachSettings Settings => App.Services.GetRequiredService<ImageAttachSettings>();

    public static async Task<ThumbnailSite> StartAsync(
        DatabaseKind database = DatabaseKind.Sqlite,
        Action<ImageAttachOptions>? configure = null,
        Action<WebApplicationBuilder, ImageAttachBuilder>? add = null,
        Action<WebApplication, ShopWorld>? use = null,
        Action<IEndpointConventionBuilder>? thumbnails = null)
    {
        ShopWorld world = await ShopWorld.OpenAsync(database);
        await world.Db.CreateImageTableAsync<PostPhoto>();
        await world.Db.CreateImageTableAsync<DocumentScan>();
        await world.Db.CreateImageTableAsync<TagIcon>();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddScoped<DbConnection>(_ => world.Database.Connect());
        ImageAttachBuilder registered = builder.Services.AddImageAttach(options =>
        {
            options.Store = world.Store;
            options.Thumbnails.Tables = ShopTables;
            options.Thumbnails.SigningKeys.Add(Secret);
            options.Thumbnails.Widths.UnionWith([50, 100]);
            configure?.Invoke(options);
        });
        add?.Invoke(builder, registered);
        WebApplication app = builder.Build();
        app.UseImageAttach();
        IEndpointConventionBuilder endpoint = app.MapImageThumbnails("/thumbs");
        thumbnails?.Invoke(endpoint);
        use?.Invoke(app, world);
        await app.StartAsync();
        return new(world, app);
    }

    public async Task<UserPicture> AttachAsync(int user = 7, int seed = 0) =>
        await new User { Id = user }.Picture.FromBlobAsync(World.Db, Pictures.Jpeg(200, 100, seed), store: World.Store);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await World.DisposeAsync();
    }

    private static IImageTable[] ShopTables => [TableOf<UserPicture>(), TableOf<PostPhoto>(), TableOf<DocumentScan>(), TableOf<TagIcon>()];

    private static IImageTable TableOf<TImage>()
        where TImage : Image, IImageEntity<TImage> => TImage.Table;
}
