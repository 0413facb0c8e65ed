using System.Net;
using System.Net.Http.Headers;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Contract;

/// <summary>The program that web developers write, run as it stands.</summary>
internal sealed class WebContractTests
{
    [Test]
    [NonParallelizable]
    public async Task Web_takes_a_picture_shows_it_and_refuses_what_is_none()
    {
        using TemporaryFolder folder = new();
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.Path; // it keeps files in var/images, and rows in shop.db
        try
        {
            await using (SqliteConnection db = new("Data Source=shop.db"))
            {
                await db.ExecuteAsync("create table users (id integer primary key, name text); insert into users values (7, 'Ada')");
                await db.CreateImageTableAsync<UserPicture>();
            }

            byte[] photo = Pictures.Jpeg(300, 200);
            await using RunningProgram program = await RunningProgram.StartAsync(() => Shop.Web.Main(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]));
            using HttpClient client = new() { BaseAddress = program.Address };
            using HttpResponseMessage taken = await PostAsync(client, photo, program.Services);
            Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(taken.Headers.Location?.OriginalString, Does.StartWith("/images/user-picture/7/0/7.300x200."));
            using HttpResponseMessage shown = await client.GetAsync(taken.Headers.Location);
            Assert.That(await shown.Content.ReadAsByteArrayAsync(), Is.EqualTo(photo));
            Assert.That(shown.Headers.ETag, Is.Not.Null);

            using HttpResponseMessage refused = await PostAsync(client, "no picture"u8.ToArray(), program.Services);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
            using HttpResponseMessage forged = await PostAsync(client, photo, services: null);
            Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "a form without an antiforgery token");
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    // With the token that a page of the application would have put into its form.
    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] picture, IServiceProvider? services)
    {
        using ByteArrayContent content = new(picture);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using MultipartFormDataContent form = new() { { content, "picture", "picture.jpg" } };
        using HttpRequestMessage request = new(HttpMethod.Post, "/users/7/picture") { Content = form };
        if (services is not null)
        {
            DefaultHttpContext page = new() { RequestServices = services };
            AntiforgeryTokenSet tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(page);
            request.Headers.Add(tokens.HeaderName!, tokens.RequestToken);
            request.Headers.Add("Cookie", page.Response.Headers.SetCookie.ToString().Split(';')[0]);
        }

        return await client.SendAsync(request);
    }
}
