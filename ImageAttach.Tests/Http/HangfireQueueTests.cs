using System.Data.Common;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Thumbnails are jobs of Hangfire. What becomes of them when processes are killed: Crashes/QueueKillTests.</summary>
internal sealed class HangfireQueueTests
{
    private const string CatchUp = "imageattach-missing-thumbnails";

    [TestCase("own", 2)]
    [TestCase("committed", 2)]
    [TestCase("rolled back", 0)]
    [TestCase("scope completed", 2)]
    [TestCase("scope left", 0)]
    public async Task A_picture_makes_jobs_when_its_transaction_is_committed(string how, int jobs)
    {
        await using ThumbnailSite site = await StartAsync(isWorking: false);
        (await site.Client.PostAsync($"/7?how={how}", null)).EnsureSuccessStatusCode().Dispose();
        Assert.That(Monitoring(site).EnqueuedCount("default"), Is.EqualTo(jobs));
    }

    [Test]
    public async Task Jobs_are_made_into_thumbnails_and_doing_one_again_does_no_harm()
    {
        await using ThumbnailSite site = await StartAsync();
        (await site.Client.PostAsync("/7?how=own", null)).EnsureSuccessStatusCode().Dispose();
        User user = new() { Id = 7 };
        await user.Picture.LoadAsync(site.World.Db);
        for (int again = 0; again < 3; again++)
            Queue(site).Enqueue(WantedThumbnail.Of(user.Picture.RequireOriginal(), 50));
        Assert.That(await ResultsAsync(site, jobs: 5), Is.All.EqualTo("Made"));
        await site.World.AssertRowsAndFilesAgreeAsync(user);
        Assert.That(user.Picture.Images.Select(image => image.Width), Is.EqualTo(new[] { 200, 50, 100 }));
    }

    [Test]
    public async Task A_job_whose_original_was_replaced_or_removed_is_dropped()
    {
        await using ThumbnailSite site = await StartAsync();
        UserPicture replaced = await site.AttachAsync(7, seed: 1), removed = await site.AttachAsync(8);
        await site.AttachAsync(7, seed: 2);
        await new User { Id = 8 }.Picture.RemoveAsync(site.World.Db, site.World.Store);
        Queue(site).Enqueue(WantedThumbnail.Of(replaced, 50));
        Queue(site).Enqueue(WantedThumbnail.Of(removed, 50));
        Assert.That(await ResultsAsync(site, jobs: 2), Is.All.EqualTo("Dropped"));
        Assert.That(await site.World.RowsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_fails_is_tried_again_and_given_up_in_the_end()
    {
        await using ThumbnailSite site = await StartAsync();
        site.World.Store.BeforePut = key => key.Width == 50 ? throw new ImageStoreException("down") : Task.CompletedTask;
        Queue(site).Enqueue(WantedThumbnail.Of(await site.AttachAsync(), 50));
        while (Monitoring(site).ScheduledCount() == 0)
            await Task.Delay(20);
        string job = Monitoring(site).ScheduledJobs(0, 1).Single().Key;
        using (IStorageConnection storage = site.App.Services.GetRequiredService<JobStorage>().GetConnection())
        {
            Assert.That(storage.GetJobParameter(job, "RetryCount"), Is.EqualTo("1"));
            storage.SetJobParameter(job, "RetryCount", "4");
        }

        site.App.Services.GetRequiredService<IBackgroundJobClient>().Requeue(job);
        Assert.That(await ResultsAsync(site, jobs: 1), Is.EqualTo(new[] { "GivenUp" }));
        Assert.That(await site.World.RowsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_never_queued_is_found_and_made()
    {
        await using ThumbnailSite site = await StartAsync(configure: options => options.CatchUpAfter = TimeSpan.Zero);
        await site.AttachAsync(7); // outside of a request nobody hears of it
        site.App.Services.GetRequiredService<IRecurringJobManager>().Trigger(CatchUp);
        Assert.That(await ResultsAsync(site, jobs: 3), Is.EquivalentTo(new[] { "2", "Made", "Made" }));
        site.App.Services.GetRequiredService<IRecurringJobManager>().Trigger(CatchUp);
        Assert.That(await ResultsAsync(site, jobs: 4), Is.EquivalentTo(new[] { "2", "0", "Made", "Made" }));
    }

    [Test]
    public async Task Jobs_go_to_the_queue_that_is_named()
    {
        await using ThumbnailSite site = await StartAsync(isWorking: false, options => (options.Queue, options.CatchUp) = ("thumbnails", null));
        (await site.Client.PostAsync("/7?how=own", null)).EnsureSuccessStatusCode().Dispose();
        Assert.That((Monitoring(site).EnqueuedCount("thumbnails"), Monitoring(site).EnqueuedCount("default")), Is.EqualTo((2, 0)));
        using IStorageConnection storage = site.App.Services.GetRequiredService<JobStorage>().GetConnection();
        Assert.That(storage.GetRecurringJobs(), Is.Empty);
    }

    [Test]
    public async Task Without_Hangfire_the_application_says_so_when_it_starts() => await Assert.ThatAsync(
        () => ThumbnailSite.StartAsync(add: (_, attach) => attach.AddHangfireThumbnailQueue()),
        Throws.InvalidOperationException.With.Message.Contains("services.AddHangfire("));

    private static Task<ThumbnailSite> StartAsync(bool isWorking = true, Action<HangfireThumbnailOptions>? configure = null) => ThumbnailSite.StartAsync(
        DatabaseKind.PostgreSql,
        add: (builder, attach) =>
        {
            builder.Services.AddHangfire(UseDatabase);
            attach.AddHangfireThumbnailQueue(configure);
            if (isWorking)
                builder.Services.AddHangfireServer(options => (options.WorkerCount, options.SchedulePollingInterval) = (2, TimeSpan.FromMilliseconds(100)));
        },
        use: (app, world) => app.MapPost("/{user:int}", (int user, string how) => AttachAsync(world, new User { Id = user }, how)));

    private static void UseDatabase(IServiceProvider services, IGlobalConfiguration hangfire)
    {
        using IServiceScope scope = services.CreateScope();
        NpgsqlConnectionStringBuilder database = new(scope.ServiceProvider.GetRequiredService<DbConnection>().ConnectionString);
        hangfire.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(database.ConnectionString),
            new PostgreSqlStorageOptions { SchemaName = database.SearchPath, QueuePollInterval = TimeSpan.FromMilliseconds(50) });
    }

    private static async Task AttachAsync(ShopWorld world, User user, string how)
    {
        byte[] photo = Pictures.Jpeg(200, 100);
        if (how == "own")
        {
            await user.Picture.FromBlobAsync(world.Db, photo);
        }
        else if (how.StartsWith("scope", StringComparison.Ordinal))
        {
            await using ImageScope scope = new();
            await using DbConnection db = world.Database.ConnectAmbient();
            await db.OpenAsync();
            await user.Picture.FromBlobAsync(db, photo);
            if (how == "scope completed")
                scope.Complete();
        }
        else
        {
            await using ImageTransaction transaction = await world.Db.BeginImageTransactionAsync();
            await user.Picture.FromBlobAsync(world.Db, photo, transaction: transaction);
            if (how == "committed")
                await transaction.CommitAsync();
        }
    }

    // What all jobs gave, once so many have ended.
    private static async Task<string[]> ResultsAsync(ThumbnailSite site, int jobs)
    {
        while (Monitoring(site).SucceededListCount() < jobs)
            await Task.Delay(20);
        return [.. Monitoring(site).SucceededJobs(0, 100).Select(job => ((string)job.Value.Result).Trim('"'))];
    }

    private static IMonitoringApi Monitoring(ThumbnailSite site) => site.App.Services.GetRequiredService<JobStorage>().GetMonitoringApi();

    private static IThumbnailQueue Queue(ThumbnailSite site) => site.App.Services.GetRequiredService<IThumbnailQueue>();
}
