using ImageAttach.Tests.Support;
using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>A gallery and a browser to look at it, for the tests of one fixture.</summary>
internal abstract class GalleryBrowserTests
{
    private Chromium? _chromium;
    private GalleryServer? _server;
    private TemporaryFolder? _files;

    /// <summary>A photo of 4242×2828 pixels.</summary>
    protected static string Photo { get; } = Path.Combine(AppContext.BaseDirectory, "Assets", "painting-12mp.jpg");

    protected static BrowserNewContextOptions NoScript { get; } = new() { JavaScriptEnabled = false };

    protected GalleryServer Server => _server!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // Conditions are waited for; on a busy machine they may take a while.
        Assertions.SetDefaultExpectTimeout(60_000);
        _chromium = await Chromium.StartAsync();
        _server = await GalleryServer.StartAsync();
        _files = new TemporaryFolder();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _files?.Dispose();
    }

    protected Task<IPage> OpenAsync(BrowserNewContextOptions? options = null) => OpenAsync("/", options);

    protected Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null) => _chromium!.OpenAsync(new Uri(Server.Address, path), options);

    /// <summary>A file to upload.</summary>
    protected string WriteFile(string name, byte[] content)
    {
        string path = Path.Combine(_files!.Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
