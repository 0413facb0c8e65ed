// Takes an upload, shows it and a thumbnail of it over HTTP, and refuses an address that was tampered with; prints what it saw.
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Net.Http.Headers;
using ImageAttach;
using ImageAttach.AspNetCore;
using ImageAttach.Generated;
using ImageAttach.Stores;
using Microsoft.Data.Sqlite;

// A PNG of 2×1 pixels.
byte[] picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==");
string folder = Directory.CreateTempSubdirectory("imageattach-web-").FullName;
string database = $"Data Source={Path.Combine(folder, "shop.db")};Pooling=False";

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.AddScoped<DbConnection>(_ => new SqliteConnection(database));
builder.Services.AddImageAttach(options =>
{
    options.Store = new HttpExposedFileSystemStore(Path.Combine(folder, "images"));
    options.Thumbnails.Widths.Add(4);
    options.Thumbnails.SigningKeys.Add("a key of this program alone, long enough to sign with");
    options.Thumbnails.Tables = ImageEntities.All;
});
await using WebApplication app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.UseImageAttach();
app.MapImageThumbnails("/thumbs");
app.MapPost("/users/{id:int}/picture", async (int id, IFormFile file, DbConnection db, CancellationToken cancellationToken) =>
{
    User user = new() { Id = id };
    UserPicture original = await user.Picture.FromFormFileAsync(db, file, cancellationToken: cancellationToken);
    return Results.Text($"{original.Locate()}\n{original.ThumbnailUrl(4)}");
}).DisableAntiforgery();

await using (SqliteConnection db = new(database))
    await db.CreateImageTableAsync<UserPicture>();
await app.StartAsync();
using HttpClient browser = new() { BaseAddress = new Uri(app.Urls.First()) };

using ByteArrayContent content = new(picture);
content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
using MultipartFormDataContent form = new() { { content, "file", "photo.png" } };
HttpResponseMessage attached = await browser.PostAsync(new Uri("/users/42/picture", UriKind.Relative), form);
string[] addresses = (await attached.Content.ReadAsStringAsync()).Split('\n');
Console.WriteLine($"attached {(int)attached.StatusCode}");

await ShowAsync("original", addresses[0]);
await ShowAsync("thumbnail", addresses[1]);
await ShowAsync("tampered", addresses[1].Replace("/4", "/5", StringComparison.Ordinal));
await app.StopAsync();
Directory.Delete(folder, recursive: true);

async Task ShowAsync(string what, string address)
{
    using HttpResponseMessage response = await browser.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
    byte[] bytes = await response.Content.ReadAsByteArrayAsync();
    Console.WriteLine($"{what} {(int)response.StatusCode} {response.Content.Headers.ContentType} {bytes.AsSpan().SequenceEqual(picture)}");
}

internal sealed partial class User
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<UserPicture> Picture { get; }
}

[ImageEntity]
internal sealed partial class UserPicture : Image
{
    [Key] public int UserId { get; set; }
}
