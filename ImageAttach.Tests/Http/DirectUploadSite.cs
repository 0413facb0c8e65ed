using System.Data.Common;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>A web application whose users send their pictures to an S3 server by themselves. Whoever names himself is signed in.</summary>
internal sealed class DirectUploadSite : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    // Talks to the S3 server as a browser would, and knows nothing of its keys.
    private readonly HttpClient _browser = new();
    private readonly WebApplication _app;

    private DirectUploadSite(ShopWorld world, TestBucket bucket, WebApplication app)
    {
        (World, Bucket, _app) = (world, bucket, app);
        Client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Add("X-User", "7");
    }

    public ShopWorld World { get; }

    public TestBucket Bucket { get; }

    public S3Store Store => (S3Store)_app.Services.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Store!;

    public ImageUploads Uploads => _app.Services.GetRequiredService<ImageUploads>();

    public HttpClient Client { get; }

    public static async Task<DirectUploadSite> StartAsync(
        Action<ImageAttachOptions>? configure = null, TimeProvider? clock = null, Action<S3StoreOptions>? store = null)
    {
        TestBucket bucket = await TestBucket.OpenAsync();
        ShopWorld world = await ShopWorld.OpenAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddScoped<DbConnection>(_ => world.Database.Connect());
        builder.Services.AddAuthentication("named").AddScheme<AuthenticationSchemeOptions, Named>("named", null);
        builder.Services.AddAuthorization();
        builder.Services.AddImageAttach(options =>
        {
            options.Store = bucket.Store(store);
            options.Thumbnails.SigningKeys.Add(Secret);
            configure?.Invoke(options);
        });
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseImageAttach();
        app.MapImageUploads("/uploads");
        app.MapPost("/picture", async (HttpRequest request, DbConnection db, CancellationToken cancellationToken) =>
        {
            using StreamReader body = new(request.Body);
            await new User { Id = 7 }.Picture.FromUploadAsync(db, await body.ReadToEndAsync(cancellationToken), cancellationToken: cancellationToken);
        }).RequireAuthorization();
        await app.StartAsync();
        return new(world, bucket, app);
    }

    public Task<HttpResponseMessage> AskAsync(object body) => Client.PostAsJsonAsync("/uploads", body);

    /// <summary>Asks where to send a file.</summary>
    public async Task<ImageUpload> BeginAsync(string type, long length)
    {
        using HttpResponseMessage response = await AskAsync(new { type, length });
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ImageUpload>())!;
    }

    /// <summary>Sends a file as the answer says, except for what is given here. Headers in <paramref name="more"/> replace those of the answer.</summary>
    public async Task<int> SendAsync(ImageUpload upload, byte[] file, string? type = null, Uri? address = null, params (string Name, string Value)[] more)
    {
        using HttpRequestMessage request = new(new HttpMethod(upload.Method), address ?? upload.Address) { Content = new ByteArrayContent(file) };
        foreach ((string name, string value) in upload.Headers.Select(header => (header.Key, header.Value)).Concat(more))
            SetHeader(request, name, name == "Content-Type" ? type ?? value : value);
        using HttpResponseMessage response = await _browser.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        System.Net.Http.Headers.HttpHeaders headers = name.StartsWith("Content-", StringComparison.Ordinal) ? request.Content!.Headers : request.Headers;
        headers.Remove(name);
        headers.Add(name, value);
    }

    /// <summary>Opens an upload as anyone on the internet could, without a signature.</summary>
    public async Task<int> OpenAnonymouslyAsync(ImageUpload upload)
    {
        using HttpResponseMessage response = await _browser.GetAsync(upload.Address.GetLeftPart(UriPartial.Path));
        return (int)response.StatusCode;
    }

    /// <summary>Announces a file as being of a type, and sends it.</summary>
    public async Task<ImageUpload> UploadAsync(byte[] file, string type = MediaType.Jpeg)
    {
        ImageUpload upload = await BeginAsync(type, file.Length);
        Assert.That(await SendAsync(upload, file), Is.EqualTo(200));
        return upload;
    }

    /// <summary>Has the application attach what was sent, and tells the status of its answer.</summary>
    public async Task<int> AttachAsync(string ticket)
    {
        using HttpResponseMessage response = await SendTicketAsync(ticket);
        return (int)response.StatusCode;
    }

    public Task<HttpResponseMessage> SendTicketAsync(string ticket) => Client.PostAsync("/picture", new StringContent(ticket));

    /// <summary>The names of all objects of the store, without its prefix.</summary>
    public async Task<string[]> ObjectsAsync() => [.. (await Bucket.NamesAsync()).Select(name => name.Replace(Bucket.Prefix + "/", ""))];

    /// <summary>What is attached to the user.</summary>
    public async Task<IReadOnlyList<UserPicture>> PicturesAsync()
    {
        User user = new() { Id = 7 };
        await user.Picture.LoadAsync(World.Db);
        return user.Picture.Images;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _browser.Dispose();
        await _app.DisposeAsync();
        await World.DisposeAsync();
        await Bucket.DisposeAsync();
    }

    private sealed class Named(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.TryGetValue("X-User", out var name)
                ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name!)], Scheme.Name)), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
