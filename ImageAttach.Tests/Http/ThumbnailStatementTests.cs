using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shop;
using SQLitePCL;

namespace ImageAttach.Tests.Http;

/// <summary>What a thumbnail costs the database: its set is selected once before the work, and once after the row is inserted.</summary>
internal sealed class ThumbnailStatementTests
{
    private static readonly string[] Making = ["select", "begin", "insert", "select", "commit"];

    private readonly ConcurrentQueue<string> _statements = new();

    [SetUp]
    public void Clear() => _statements.Clear();

    [Test]
    public async Task On_demand()
    {
        await using ThumbnailSite site = await StartAsync();
        Uri url = site.Urls.Of(await site.AttachAsync(), 50);
        Assert.That(await site.Client.GetByteArrayAsync(url), Is.Not.Empty);
        Assert.That(_statements, Is.EqualTo(Making));
        _statements.Clear();
        Assert.That(await site.Client.GetByteArrayAsync(url), Is.Not.Empty);
        Assert.That(_statements, Is.EqualTo(new[] { "select" }), "the thumbnail exists");
    }

    [Test]
    public async Task In_the_queue()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture original = await site.AttachAsync();
        QueuedThumbnailRunner runner = site.App.Services.GetRequiredService<QueuedThumbnailRunner>();
        Assert.That(await runner.RunAsync(WantedThumbnail.Of(original, 50), attempt: 1, isLast: true), Is.EqualTo(QueuedThumbnailResult.Made));
        Assert.That(_statements, Is.EqualTo(Making));
    }

    [Test]
    public async Task In_a_direct_call()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        using IDisposable store = StoreContext.Use(world.Store);
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Imaging.Pictures.Jpeg(200, 100));
        using DbConnection db = Trace(world.Database.Connect());
        await user.Picture.GenerateThumbnailAsync(db, width: 50);
        Assert.That(_statements, Is.EqualTo(Making));
        _statements.Clear();
        await user.Picture.GenerateThumbnailsAsync(db, [50, 60, 70]);
        Assert.That(_statements, Is.EqualTo(new[] { "select", "begin", "insert", "insert", "select", "commit" }));
    }

    private Task<ThumbnailSite> StartAsync()
    {
        ShopWorld? opened = null;
        return ThumbnailSite.StartAsync(
            add: (builder, _) => builder.Services.AddScoped(_ => Trace(opened!.Database.Connect())),
            use: (_, world) => opened = world);
    }

    private DbConnection Trace(DbConnection connection)
    {
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Open)
                raw.sqlite3_trace(((SqliteConnection)connection).Handle, (_, sql) => _statements.Enqueue(sql.Split(' ', ';')[0].ToLowerInvariant()), null);
        };
        return connection;
    }
}
