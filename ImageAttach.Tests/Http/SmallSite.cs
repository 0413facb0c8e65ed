using System.Net.Sockets;
using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Tests.Http;

/// <summary>A small web application on a real server, that shows the files of a folder.</summary>
internal sealed class SmallSite : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private SmallSite(TemporaryFolder folder, WebApplication app, HttpExposedFileSystemStore store)
    {
        (_folder, _app, Store) = (folder, app, store);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpExposedFileSystemStore Store { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string Folder => _folder.Path;

    /// <param name="store">Makes the store, of a folder.</param>
    /// <param name="configure">Adds services.</param>
    /// <param name="use">Adds what comes after UseImageAttach.</param>
    public static async Task<SmallSite> StartAsync(
        Func<string, HttpExposedFileSystemStore>? store = null, Action<WebApplicationBuilder, ImageAttachBuilder>? configure = null, Action<WebApplication>? use = null)
    {
        TemporaryFolder folder = new();
        HttpExposedFileSystemStore exposed = (store ?? (path => new(path, prefix: "images")))(Path.Combine(folder.Path, "store"));
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder, builder.Services.AddImageAttach(options => options.Store = exposed));
        if (configure is null)
            builder.Services.AddImageAttach(options => options.Store = exposed);
        WebApplication app = builder.Build();
        app.UseImageAttach();
        use?.Invoke(app);
        await app.StartAsync();
        return new(folder, app, exposed);
    }

    public async Task<string> PutAsync(StoreKey key, byte[] bytes)
    {
        await Store.PutAsync(key, new MemoryStream(bytes, writable: false), reproducible: false);
        return Store.RequestPath + "/" + key.ToPath();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    /// <summary>Sends a request to the letter, which no client would, and gives all that comes back.</summary>
    public async Task<string> SendRawAsync(string requestLine, string headers = "Host: localhost\r\n")
    {
        using TcpClient client = new();
        await client.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{requestLine} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"));
        using StreamReader reader = new(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
