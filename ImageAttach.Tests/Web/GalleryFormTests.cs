using System.Net;
using System.Text.RegularExpressions;

namespace ImageAttach.Tests.Web;

/// <summary>The gallery's form, sent by something that is no browser and heeds no rules.</summary>
internal sealed class GalleryFormTests
{
    private GalleryServer _server;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await GalleryServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_form_without_the_pages_token_is_refused()
    {
        using HttpResponseMessage response = await PostAsync(new byte[10], token: null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("couldn&#x27;t be read"));
    }

    [Test]
    public async Task A_form_without_a_file_is_answered_with_what_to_do()
    {
        using HttpResponseMessage response = await PostAsync(picture: null, await TokenAsync());
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Choose one first."));
    }

    [Test]
    public async Task A_picture_for_nobody_is_not_found()
    {
        using HttpResponseMessage response = await PostAsync(new byte[10], await TokenAsync(), user: 4711);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_file_above_the_pictures_limit_is_refused_with_the_limit()
    {
        using HttpResponseMessage response = await PostAsync(new byte[(32 << 20) + 1], await TokenAsync());
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("33,554,432"));
    }

    [Test]
    public async Task A_request_above_the_servers_limit_is_refused_as_too_large()
    {
        using HttpResponseMessage response = await PostAsync(new byte[97 << 20], await TokenAsync());
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Choose a smaller picture."));
    }

    [TestCase("")]
    [TestCase("   ")]
    public async Task A_post_without_a_title_is_refused(string title)
    {
        using HttpResponseMessage response = await PostAsync(null, await TokenAsync(), path: "/posts", fields: [("userId", "1"), ("title", title)]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("A post needs a title"));
    }

    [TestCase("/posts/1?handler=Add", HttpStatusCode.BadRequest)]
    [TestCase("/posts/1?handler=Move", HttpStatusCode.NotFound)]
    [TestCase("/posts/4711?handler=Add", HttpStatusCode.NotFound)]
    [TestCase("/posts/4711?handler=Delete", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_cannot_be_changed(string path, HttpStatusCode status)
    {
        using HttpResponseMessage response = await PostAsync(null, await TokenAsync(), path: path, fields: [("order", "4711"), ("place", "0")]);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    private async Task<string> TokenAsync() =>
        Regex.Match(await _server.Client.GetStringAsync("/"), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;

    private async Task<HttpResponseMessage> PostAsync(byte[]? picture, string? token, int user = 1, string path = "/", (string Name, string Value)[]? fields = null)
    {
        using MultipartFormDataContent form = new() { { new StringContent($"{user}"), "id" } };
        if (token is not null)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        foreach ((string name, string value) in fields ?? [])
            form.Add(new StringContent(value), name);
        if (picture is not null)
            form.Add(new ByteArrayContent(picture), "picture", "picture.jpg");

        // Asks before it sends the file: a server that refuses the size closes the connection on whoever is still sending.
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = form, Headers = { ExpectContinue = true } };
        return await _server.Client.SendAsync(request);
    }
}
