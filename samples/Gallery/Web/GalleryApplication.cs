using System.Data.Common;
using Gallery.Data;
using ImageAttach;
using ImageAttach.AspNetCore;
using ImageAttach.Generated;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;

namespace Gallery.Web;

/// <summary>The gallery as a web application.</summary>
internal static class GalleryApplication
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    public static WebApplication Build(string[] args, out DataFolder folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
            builder.WebHost.UseUrls(DefaultAddress);
        folder = DataFolder.At(builder.Configuration["data"]);
        AddServices(builder, folder);
        return Use(builder.Build());
    }

    private static void AddServices(WebApplicationBuilder builder, DataFolder folder)
    {
        builder.Services.AddRazorPages();
        builder.Services.AddSingleton(folder);
        builder.Services.AddScoped<DbConnection>(_ => folder.Connect());
        AddImages(builder.Services, folder);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(folder.Keys);

        // The server's limit and the form reader's are two settings for one thing.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Uploads.MaxRequestBytes);
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = Uploads.MaxRequestBytes);
    }

    private static void AddImages(IServiceCollection services, DataFolder folder) =>
        services.AddImageAttach(options =>
        {
            options.Store = folder.Store;
            foreach (IImageCodec codec in Uploads.Codecs)
                options.Codecs.Add(codec);
            options.Thumbnails.Tables = ImageEntities.All;
            options.Thumbnails.Widths.UnionWith(Uploads.Widths);
            options.Thumbnails.AllowOtherWidths = true; // AloneWidth, of which addresses are signed by our pages alone
            options.Thumbnails.SigningKeys.Add(folder.SigningKey());
        }).AddThumbnailQueue();

    private static WebApplication Use(WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.Use(RequestSize.Check);
        app.UseImageAttach();
        app.MapImageThumbnails("/thumbs");
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }
}
