using ImageAttach.Tests.Support;
using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>A gallery and a browser to look at it, for the tests of one fixture.</summary>
internal abstract class GalleryBrowserTests
{
    private Chromium? _chromium;
    private GalleryServer? _server;
    private TemporaryFolder? _files;

    protected static string Photo { get; } = Path.Combine(AppContext.BaseDirectory, "Assets", "painting-12mp.jpg");

    protected GalleryServer Server => _server!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
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

    protected Task<IPage> OpenAsync(BrowserNewContextOptions? options = null) => _chromium!.OpenAsync(Server.Address, options);

    /// <summary>A file to upload.</summary>
    protected string WriteFile(string name, byte[] content)
    {
        string path = Path.Combine(_files!.Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
