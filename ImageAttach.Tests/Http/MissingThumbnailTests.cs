using Dapper;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What thumbnails are missing can be told from the rows.</summary>
internal sealed class MissingThumbnailTests
{
    [Test]
    public async Task Every_thumbnail_that_an_original_lacks_is_queued_and_no_other([Values] DatabaseKind database)
    {
        await using ThumbnailSite site = await StartAsync(database);
        UserPicture none = await site.AttachAsync(1), half = await site.AttachAsync(2);
        await site.AttachAsync(3);
        await new User { Id = 2 }.Picture.GenerateThumbnailAsync(site.World.Db, width: 50, store: site.World.Store);
        await new User { Id = 3 }.Picture.GenerateThumbnailsAsync(site.World.Db, [50, 100], site.World.Store);
        MemberPicture named = await new Member { Id = 4 }.Picture.FromBlobAsync(site.World.Db, Pictures.Jpeg(200, 100), store: site.World.Store);
        await new Member { Id = 4 }.Picture.Avatar.GenerateAsync(site.World.Db, site.World.Store);

        NotingQueue queue = new();
        Assert.That(await Missing(site).EnqueueAsync(queue, TimeSpan.Zero), Is.EqualTo(7));
        Assert.That(queue.Taken, Is.EquivalentTo(new[]
        {
            WantedThumbnail.Of(none, 50), WantedThumbnail.Of(none, 100), WantedThumbnail.Of(half, 100),
            WantedThumbnail.Of(named, 50), WantedThumbnail.Of(named, 100), WantedThumbnail.Of(named, "list-item"), WantedThumbnail.Of(named, "padded-avatar"),
        }));
    }

    [Test]
    public async Task Those_of_a_picture_just_attached_are_on_their_way_and_no_more_are_queued_than_asked_for()
    {
        await using ThumbnailSite site = await StartAsync();
        await site.AttachAsync(1);
        await site.AttachAsync(2);
        Assert.That(await Missing(site).EnqueueAsync(new NotingQueue()), Is.Zero);
        await site.World.Db.ExecuteAsync("update user_picture set created_at = '2026-01-01 00:00:00' where user_id = 2");
        Assert.That(await Missing(site).EnqueueAsync(new NotingQueue()), Is.EqualTo(2));
        Assert.That(await Missing(site).EnqueueAsync(new NotingQueue(), TimeSpan.Zero, most: 3), Is.EqualTo(3));
    }

    [Test]
    public async Task A_thumbnail_that_no_picture_can_have_is_not_missing()
    {
        await using ThumbnailSite site = await StartAsync();
        await new User { Id = 1 }.Picture.FromBlobAsync(site.World.Db, Pictures.Png(1, 2000), store: site.World.Store); // 50 wide: 100,000 high
        Assert.That(await Missing(site).EnqueueAsync(new NotingQueue(), TimeSpan.Zero), Is.Zero);
    }

    [Test]
    public async Task The_queue_in_this_process_looks_for_them()
    {
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(add: (builder, attach) =>
        {
            builder.Services.AddSingleton<TimeProvider>(new AnHourAhead());
            attach.AddThumbnailQueue(options => options.CatchUpEvery = TimeSpan.FromSeconds(1));
        });
        await site.AttachAsync(7); // outside of a request nobody hears of it
        while (await site.World.RowsAsync() < 3)
            await Task.Delay(20);
        await site.App.StopAsync();
        await site.World.AssertRowsAndFilesAgreeAsync(new User { Id = 7 });
    }

    private static async Task<ThumbnailSite> StartAsync(DatabaseKind database = DatabaseKind.Sqlite)
    {
        ThumbnailSite site = await ThumbnailSite.StartAsync(database, NamedThumbnailTests.AddMembers);
        await site.World.Db.CreateImageTableAsync<MemberPicture>();
        return site;
    }

    private static MissingThumbnails Missing(ThumbnailSite site) => site.App.Services.GetRequiredService<MissingThumbnails>();

    private sealed class AnHourAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromHours(1);
    }
}
