using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Tests.Http;

/// <summary>Where UseImageAttach stands beside the framework's middleware.</summary>
internal sealed class MiddlewareOrderTests
{
    [TestCase("implicit", HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [TestCase("after", HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [TestCase("before", HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError)]
    [TestCase("between", HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError)]
    public async Task A_form_is_read_only_once_its_sender_is_known_and_authorized(string place, HttpStatusCode member, HttpStatusCode stranger)
    {
        ConcurrentQueue<string> failures = new();
        await using WebApplication app = Build(place, failures);
        await app.StartAsync();
        using HttpClientHandler handler = new() { CookieContainer = new() };
        using HttpClient client = new(handler) { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("X-User", "7");
        string[] token = (await client.GetStringAsync("/token")).Split(' ');

        Assert.That(await SendAsync(client, new FormUrlEncodedContent([new(token[0], token[1]), new("name", "Ada")])), Is.EqualTo(member));
        Assert.That(await AnnounceAsync(client.BaseAddress, handler.CookieContainer.GetCookieHeader(client.BaseAddress)), Is.EqualTo(stranger));
        Assert.That(failures, Has.Count.EqualTo(member == HttpStatusCode.OK ? 0 : 2));
        Assert.That(failures, Has.All.Contains("because UseImageAttach comes before Use" + (place == "before" ? "Authentication" : "Authorization")));
    }

    private static WebApplication Build(string place, ConcurrentQueue<string> failures)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication(NamedUser.Scheme).AddScheme<AuthenticationSchemeOptions, NamedUser>(NamedUser.Scheme, null);
        builder.Services.AddAuthorization();
        builder.Services.AddImageAttach(options => options.Store = new MemoryStore());
        WebApplication app = builder.Build();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException failure)
            {
                failures.Enqueue(failure.Message);
                throw;
            }
        });
        if (place == "before")
            app.UseImageAttach();
        if (place != "implicit")
            app.UseAuthentication();
        if (place == "between")
            app.UseImageAttach();
        if (place != "implicit")
            app.UseAuthorization();
        if (place is "after" or "implicit")
            app.UseImageAttach();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) =>
        {
            AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
            return $"{tokens.FormFieldName} {tokens.RequestToken}";
        });
        app.MapPost("/form", ([Microsoft.AspNetCore.Mvc.FromForm] string name) => name).RequireAuthorization();
        return app;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpContent content)
    {
        using HttpResponseMessage response = await client.PostAsync("/form", content);
        return response.StatusCode;
    }

    // Announces a form and never sends it: an answer shows that no one waited for it.
    private static async Task<HttpStatusCode> AnnounceAsync(Uri address, string cookies)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /form HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\nname=Ada"));
        using StreamReader reader = new(stream, Encoding.Latin1);
        return (HttpStatusCode)int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
