using System.Collections.Concurrent;
using System.Data.Common;
using System.Transactions;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Thumbnails are made ahead of time, once the original is committed.</summary>
internal sealed class QueueTests
{
    private static readonly byte[] Photo = Pictures.Jpeg(200, 100);

    [TestCase("own", 2)]
    [TestCase("committed", 2)]
    [TestCase("rolled back", 0)]
    [TestCase("savepoint rolled back", 0)]
    [TestCase("scope completed", 2)]
    [TestCase("scope left", 0)]
    [TestCase("refused", 0)]
    public async Task A_picture_is_queued_when_its_transaction_is_committed(string how, int queued)
    {
        NotingQueue queue = new();
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            add: (builder, attach) => { builder.Services.AddSingleton<IThumbnailQueue>(queue); attach.AddThumbnailQueue(); },
            use: (app, world) => app.MapPost("/", () => AttachAsync(world, how, queue)));
        using HttpResponseMessage response = await site.Client.PostAsync("/", null);
        response.EnsureSuccessStatusCode();
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("0"), "queued before the end of the transaction");
        Assert.That(queue.Taken.Select(taken => taken.Name), Is.EquivalentTo(queued == 0 ? Array.Empty<string>() : ["50", "100"]));
    }

    [Test]
    public async Task The_queue_in_this_process_makes_them_and_is_done_when_the_application_has_stopped()
    {
        await using ThumbnailSite site = await StartAsync();
        for (int user = 1; user <= 20; user++)
            (await site.Client.PostAsync($"/{user}", null)).Dispose();
        await site.App.StopAsync();
        for (int user = 1; user <= 20; user++)
        {
            User owner = new() { Id = user };
            await owner.Picture.LoadAsync(site.World.Db);
            Assert.That(owner.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 200, 50, 100 }));
        }

        Assert.That(site.World.Files, Has.Length.EqualTo(60));
    }

    [Test]
    public async Task What_fails_is_tried_again_and_given_up_in_the_end()
    {
        await using ThumbnailSite site = await StartAsync(options => (options.Attempts, options.FirstDelay, options.Workers) = (3, TimeSpan.Zero, 1));
        ConcurrentDictionary<int, int> tries = new();
        site.World.Store.BeforePut = key => key.Width < 200 && tries.AddOrUpdate(key.Width, 1, (_, before) => before + 1) <= (key.Width == 50 ? 2 : 9)
            ? throw new ImageStoreException("down")
            : Task.CompletedTask;
        (await site.Client.PostAsync("/7", null)).Dispose();
        await site.App.StopAsync();
        Assert.That(tries, Is.EquivalentTo(new Dictionary<int, int> { [50] = 3, [100] = 3 }));
        User user = new() { Id = 7 };
        await site.World.AssertRowsAndFilesAgreeAsync(user);
        Assert.That(user.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 200, 50 }));
    }

    [Test]
    public async Task A_full_queue_drops_what_comes_and_no_request_waits()
    {
        using Measured measured = new();
        TaskCompletionSource gate = new();
        await using ThumbnailSite site = await StartAsync(options => (options.Capacity, options.Workers) = (1, 1));
        site.World.Store.BeforePut = key => key.Width < 200 ? gate.Task : Task.CompletedTask;
        for (int user = 1; user <= 5; user++)
            (await site.Client.PostAsync($"/{user}", null)).EnsureSuccessStatusCode().Dispose();
        gate.SetResult();
        await site.App.StopAsync();
        Assert.That(await site.World.RowsAsync(), Is.InRange(6, 5 + 2), "five originals, one thumbnail in work and one waiting at most");
        Assert.That((measured["imageattach.queue.refused"] >= 8, measured["imageattach.queue.depth"]), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task A_picture_that_was_replaced_meanwhile_is_left_alone()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture old = await site.AttachAsync(7, seed: 1);
        await site.AttachAsync(7, seed: 2);
        site.App.Services.GetRequiredService<IThumbnailQueue>().Enqueue(WantedThumbnail.Of(old, 50));
        await site.App.StopAsync();
        Assert.That(await site.World.RowsAsync(), Is.EqualTo(1));
    }

    private static Task<ThumbnailSite> StartAsync(Action<ThumbnailQueueOptions>? configure = null) => ThumbnailSite.StartAsync(
        add: (_, attach) => attach.AddThumbnailQueue(configure),
        use: (app, world) => app.MapPost("/{user:int}", async (int user, DbConnection db) =>
        {
            await new User { Id = user }.Picture.FromBlobAsync(db, Photo);
        }));

    // Gives how many were queued before the transaction's end.
    private static async Task<string> AttachAsync(ShopWorld world, string how, NotingQueue queue)
    {
        User user = new() { Id = 7 };
        int before = 0;
        if (how == "own")
        {
            await user.Picture.FromBlobAsync(world.Db, Photo);
        }
        else if (how == "refused")
        {
            await Assert.ThatAsync(() => user.Picture.FromBlobAsync(world.Db, Photo[..^60]), Throws.TypeOf<ImageFormatException>());
        }
        else if (how.StartsWith("scope", StringComparison.Ordinal))
        {
            await using ImageScope scope = new();
            await using ImageAttach.AmbientSqliteConnection db = new(world.Database.ConnectionString);
            await db.OpenAsync();
            await user.Picture.FromBlobAsync(db, Photo);
            before = queue.Taken.Count;
            if (how == "scope completed")
                scope.Complete();
        }
        else
        {
            await using ImageTransaction transaction = await world.Db.BeginImageTransactionAsync();
            await using (ImageSavepoint savepoint = await transaction.SaveAsync())
            {
                await user.Picture.FromBlobAsync(world.Db, Photo, transaction: transaction);
                if (how == "savepoint rolled back")
                    await savepoint.RollbackAsync();
            }

            before = queue.Taken.Count;
            if (how != "rolled back")
                await transaction.CommitAsync();
        }

        return before.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
