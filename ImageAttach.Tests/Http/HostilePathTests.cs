using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.Tests.Http;

/// <summary>Requests that try to get at what isn't shown, or to put words into an answer.</summary>
internal sealed class HostilePathTests
{
    private const string Secret = "the secret outside";

    private static readonly StoreKey Key = new("testing", ObjectId.From(1234), 405, 640, "image/jpeg", "r1");

    private SmallSite _site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await SmallSite.StartAsync();
        await _site.PutAsync(Key, Pictures.Jpeg(60, 40));
        string store = Path.Combine(_site.Folder, "store");
        foreach (string outside in new[] { Path.Combine(_site.Folder, "secret.txt"), Path.Combine(_site.Folder, "1234.1x1.r1.jpg"), Path.Combine(store, "plain.txt"), Path.Combine(store, ".belongs-to") })
            await File.WriteAllTextAsync(outside, Secret);
        Directory.CreateDirectory(Path.Combine(store, "testing/1/0"));
        File.CreateSymbolicLink(Path.Combine(store, "testing/1/0/1.1x1.r1.jpg"), Path.Combine(_site.Folder, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(store, "linked"), _site.Folder);
        Directory.CreateDirectory(Path.Combine(_site.Folder, "2/0"));
        await File.WriteAllTextAsync(Path.Combine(_site.Folder, "2/0/2.1x1.r1.jpg"), Secret);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [TestCase("/images/../secret.txt")]
    [TestCase("/images/../../secret.txt")]
    [TestCase("/images/%2e%2e/secret.txt")]
    [TestCase("/images/%2e%2e%2fsecret.txt")]
    [TestCase("/images/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [TestCase("/images/..%5c..%5csecret.txt")]
    [TestCase("/images/..\\..\\secret.txt")]
    [TestCase("/images/%252e%252e/secret.txt")]
    [TestCase("/images/%c0%ae%c0%ae/secret.txt")]
    [TestCase("/images//etc/passwd")]
    [TestCase("//etc/passwd")]
    [TestCase("/images/testing/../../secret.txt")]
    [TestCase("/images/testing/234/1/../../../../1234.1x1.r1.jpg")]
    [TestCase("/images/testing/234/1/1234.405x640.r1.jpg%00.png")]
    [TestCase("/images/%00")]
    [TestCase("/images/plain.txt")]
    [TestCase("/images/.belongs-to")]
    [TestCase("/images/.incoming/x")]
    [TestCase("/images/testing/1/0/1.1x1.r1.jpg")]
    [TestCase("/images/linked/2/0/2.1x1.r1.jpg")]
    [TestCase("/images/linked/secret.txt")]
    [TestCase("/images/testing/234/1/1234.405x640.r1.jpg/")]
    [TestCase("/images/testing//234/1/1234.405x640.r1.jpg")]
    [TestCase("/images/testing/234/01/1234.405x640.r1.jpg")]
    [TestCase("/images/TESTING/234/1/1234.405x640.r1.jpg")]
    [TestCase("/images/testing/234/1/1234.405x640.r1.jpg::$DATA")]
    [TestCase("/images/C:/windows/win.ini")]
    [TestCase("/images/testing/234/1/١٢٣٤.405x640.r1.jpg")]
    public async Task HTTP_12_No_path_leads_out_of_the_store(string path)
    {
        string answer = await _site.SendRawAsync("GET " + path);
        Assert.That(answer, Does.Match(@"\AHTTP/1\.1 (404|400) "));
        Assert.That(answer, Does.Not.Contain(Secret).And.Not.Contain("root:"));
    }

    [Test]
    public async Task HTTP_12_The_file_that_they_try_to_get_around_is_shown() =>
        Assert.That(await _site.SendRawAsync("GET /images/" + Key.ToPath()), Does.StartWith("HTTP/1.1 200 "));

    [Test]
    public async Task HTTP_12_A_very_long_path_is_answered()
    {
        string answer = await _site.SendRawAsync($"GET /images/testing/{new string('9', 7_000)}/1/1.1x1.r1.jpg");
        Assert.That(answer, Does.StartWith("HTTP/1.1 404 "));
    }

    [TestCase("GET /images/a%0d%0aSet-Cookie:%20a=b/1/0/1.1x1.jpg")]
    [TestCase("GET /images/testing/1/0/1.1x1.r%0d%0aX-Evil:%201.jpg")]
    [TestCase("GET /%0d%0aX-Evil:%201")]
    public async Task Nobody_writes_headers_through_a_path(string requestLine)
    {
        string answer = await _site.SendRawAsync(requestLine);
        Assert.That(answer, Does.Not.Contain("\nX-Evil").And.Not.Contain("\nSet-Cookie"));
        Assert.That(answer, Does.Match(@"\AHTTP/1\.1 (404|400) "));
    }

    [TestCase("Host: evil.example.com\r\n")]
    [TestCase("Host: localhost\r\nX-Forwarded-Host: evil.example.com\r\nX-Forwarded-Proto: javascript\r\n")]
    [TestCase("Host: localhost\r\nForwarded: host=evil.example.com\r\n")]
    [TestCase("Host: localhost@evil.example.com\r\n")]
    public async Task HTTP_16_No_header_puts_another_host_into_an_address(string headers)
    {
        await using SmallSite site = await SmallSite.StartAsync(
            path => new(path, prefix: "images", allowedHosts: ["localhost"]), use: app => app.MapGet("/where", () => StoreContext.Current.Locate(Key).ToString()));
        Assert.That(await site.SendRawAsync("GET /where", headers), Does.Not.Contain("evil"));
        Assert.That(await site.SendRawAsync("GET /where"), Does.Contain("http://localhost/images/"));
    }
}
