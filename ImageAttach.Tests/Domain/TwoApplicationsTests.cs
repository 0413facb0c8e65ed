using System.Data.Common;
using System.Net;
using ImageAttach.AspNetCore;
using ImageAttach.Databases;
using ImageAttach.Tests.Http;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop;

namespace ImageAttach.Tests.Domain;

/// <summary>Two applications with different settings live in one process at the same time.</summary>
public sealed class TwoApplicationsTests
{
    private static readonly byte[] Large = Pictures.Jpeg(100, 60);

    private static readonly ImageLimits Small = new() { MaxPixels = 5_000 };

    [Test]
    public async Task Programs()
    {
        await using ShopWorld scans = await ShopWorld.OpenAsync(), photos = await ShopWorld.OpenAsync();
        NotedLogs scanLogs = new(), photoLogs = new();
        ImageAttachSettings scanning = new()
        {
            Store = scans.Store,
            Databases = WrappingConnection.Settings.Databases,
            Codecs = [new FlatCodec()],
            MaxParallelDecodes = 1,
            Clock = new OtherClock(TimeSpan.FromDays(-1)),
            LoggerFactory = scanLogs,
        };
        ImageAttachSettings photography = new() { Store = photos.Store, Limits = Small, MaxParallelDecodes = 3, LoggerFactory = photoLogs };
        TaskCompletionSource scannerIsThere = new(), photographerIsThere = new();

        UserPicture[] attached = await Task.WhenAll(
            RunAsync(scanning, scannerIsThere, photographerIsThere.Task, async () =>
            {
                await using DbConnection db = WrappingConnection.Around(scans.Database.Connect());
                Assert.That(ImageDatabases.Get(db), Is.SameAs(SqliteDatabase.Instance));
                await ReplaceAsync(scans, db, Large);
                return await ReplaceAsync(scans, db, FlatCodec.File);
            }),
            RunAsync(photography, photographerIsThere, scannerIsThere.Task, async () =>
            {
                await using DbConnection db = photos.Database.Connect();
                using DbConnection wrapping = WrappingConnection.Around(photos.Database.Connect());
                Assert.That(() => ImageDatabases.Get(wrapping), Throws.TypeOf<NotSupportedException>());
                Assert.That(() => ReplaceAsync(photos, db, Large), Throws.TypeOf<ImageLimitException>());
                Assert.That(() => ReplaceAsync(photos, db, FlatCodec.File), Throws.TypeOf<ImageFormatException>());
                await ReplaceAsync(photos, db, Pictures.Jpeg(50, 60, seed: 1));
                return await ReplaceAsync(photos, db, Pictures.Jpeg(50, 60, seed: 2));
            }));

        Assert.That(attached.Select(picture => picture.MimeType), Is.EqualTo(new[] { "image/tiff", MediaType.Jpeg }));
        Assert.That(attached[1].CreatedAt - attached[0].CreatedAt, Is.EqualTo(TimeSpan.FromDays(1)).Within(TimeSpan.FromHours(1)));
        Assert.That(scanLogs.Entries.Concat(photoLogs.Entries).Select(entry => entry.Event), Is.EqualTo(new[] { 1, 1 }), "each has its own file that was left behind");
        Assert.That(ImageAttachSettings.Current, Is.SameAs(ImageAttachSettings.Default));
    }

    [Test]
    public async Task Web_applications()
    {
        NotedLogs scanLogs = new(), photoLogs = new();
        await using ThumbnailSite scans = await StartAsync(scanLogs, options =>
        {
            options.Codecs.Add(new FlatCodec());
            options.MaxParallelDecodes = 1;
        });
        await using ThumbnailSite photos = await StartAsync(photoLogs, options => options.Limits = Small);
        Assert.That(await PostToBothAsync(FlatCodec.File), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.UnsupportedMediaType }));
        Assert.That(await PostToBothAsync(Large), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge }));
        Assert.That(await PostToBothAsync(Pictures.Jpeg(50, 60)), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.OK }));
        Assert.That((LeftBehind(scanLogs), LeftBehind(photoLogs)), Is.EqualTo((2, 0)));

        // While the only turn of one application is taken, the other makes thumbnails.
        TaskCompletionSource<bool> turnEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<bool> turn = scans.Settings.Engine.Options.Concurrency.RunAsync(() => turnEnds.Task);
        Task<byte[]> waiting = scans.Client.GetByteArrayAsync(scans.Urls.Of(await OriginalAsync(scans), 50));
        Assert.That(await photos.Client.GetByteArrayAsync(photos.Urls.Of(await OriginalAsync(photos), 50)), Is.Not.Empty);
        Assert.That(waiting.IsCompleted, Is.False);
        turnEnds.SetResult(true);
        Assert.That((await turn, await waiting), Is.EqualTo((true, await waiting)));

        Task<HttpStatusCode[]> PostToBothAsync(byte[] picture) => Task.WhenAll(PostAsync(scans, picture), PostAsync(photos, picture));
    }

    [Test]
    public async Task A_transaction_ends_with_the_settings_that_it_began_with([Values] bool commit)
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        NotedLogs logs = new();
        world.Store.BeforeDelete = _ => throw new IOException("The disk is gone.");
        ImageTransaction tx;
        await using DbConnection db = WrappingConnection.Around(world.Database.Connect());
        await db.OpenAsync();
        using (new ImageAttachSettings { Store = world.Store, Databases = WrappingConnection.Settings.Databases, LoggerFactory = logs }.Use())
        {
            await new User { Id = 7 }.Picture.FromBlobAsync(db, Pictures.Jpeg(50, 60, seed: 1));
            tx = await db.BeginImageTransactionAsync();
            await new User { Id = 7 }.Picture.FromBlobAsync(db, Pictures.Jpeg(50, 60, seed: 2), transaction: tx);
        }

        await (commit ? tx.CommitAsync() : tx.RollbackAsync());
        await tx.DisposeAsync();
        Assert.That(logs.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { 1 }), "what could not be removed");
    }

    private static async Task<UserPicture> RunAsync(ImageAttachSettings settings, TaskCompletionSource here, Task other, Func<Task<UserPicture>> attach)
    {
        using IDisposable context = settings.Use();
        here.SetResult();
        await other;
        Assert.That((ImageAttachSettings.Current, StoreContext.Current), Is.EqualTo((settings, settings.Store)));
        return await attach();
    }

    // The file of the picture before stays behind, which is logged.
    private static Task<UserPicture> ReplaceAsync(ShopWorld world, DbConnection db, byte[] picture)
    {
        world.Store.BeforeDelete = _ => throw new IOException("The disk is gone.");
        return new User { Id = 7 }.Picture.FromBlobAsync(db, picture);
    }

    private static Task<ThumbnailSite> StartAsync(NotedLogs logs, Action<ImageAttachOptions> configure) => ThumbnailSite.StartAsync(
        configure: configure,
        add: (builder, _) => builder.Services.AddSingleton<ILoggerFactory>(logs),
        use: (app, world) => app.MapPost("/", async (HttpRequest request, DbConnection db) =>
        {
            using MemoryStream picture = new();
            await request.Body.CopyToAsync(picture);
            await ReplaceAsync(world, db, picture.ToArray());
        }));

    private static async Task<HttpStatusCode> PostAsync(ThumbnailSite site, byte[] picture)
    {
        using ByteArrayContent content = new(picture);
        using HttpResponseMessage response = await site.Client.PostAsync("/", content);
        return response.StatusCode;
    }

    private static int LeftBehind(NotedLogs logs) => logs.Entries.Count(entry => entry.Message.Contains("could not be removed", StringComparison.Ordinal));

    private static async Task<UserPicture> OriginalAsync(ThumbnailSite site) =>
        (await new User { Id = 7 }.Picture.LoadAsync(site.World.Db)).RequireOriginal();
}
