using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>A web application that takes pictures of user 7.</summary>
internal sealed class UploadSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UploadSite(ShopWorld world, WebApplication app)
    {
        (World, _app) = (world, app);
        Client = new() { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public ShopWorld World { get; }

    public HttpClient Client { get; }

    public static async Task<UploadSite> StartAsync(ImageLimits? limits = null, long? maxRequestBytes = null, double? minBytesPerSecond = null)
    {
        ShopWorld world = await ShopWorld.OpenAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = maxRequestBytes ?? kestrel.Limits.MaxRequestBodySize;
            if (minBytesPerSecond is { } rate)
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(rate, TimeSpan.FromSeconds(1.5));
        });
        builder.Services.AddImageAttach(options => options.Store = new HttpExposedFileSystemStore(world.ImageFolder, prefix: "images"));
        WebApplication app = builder.Build();
        app.UseImageAttach();
        app.MapPost("/", async (IFormFile picture, CancellationToken cancellationToken) =>
        {
            User user = new() { Id = 7 };
            await user.Picture.FromFormFileAsync(world.Db, picture, limits: limits, cancellationToken: cancellationToken);
            return Results.Created(user.Picture.Locate(), null);
        }).DisableAntiforgery();
        await app.StartAsync();
        return new(world, app);
    }

    public async Task<HttpResponseMessage> UploadAsync(byte[] picture, string name = "picture.jpg", string type = "image/jpeg")
    {
        using ByteArrayContent content = new(picture);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using MultipartFormDataContent form = new() { { content, "picture", name } };
        return await Client.PostAsync("/", form);
    }

    /// <summary>Begins an upload, goes on with a byte now and then, and gives what comes back in the end.</summary>
    public async Task<string> TrickleAsync()
    {
        using TcpClient client = new();
        await client.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.Latin1);
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n"u8.ToArray());
        Task<string> answer = reader.ReadToEndAsync();
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("a"u8.ToArray());
                await Task.WhenAny(answer, Task.Delay(100));
            }

            return await answer;
        }
        catch (IOException)
        {
            return ""; // the server has hung up
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await World.DisposeAsync();
    }
}
