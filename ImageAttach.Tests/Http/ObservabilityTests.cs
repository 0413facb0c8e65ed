using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>What is done can be seen from outside, under the name ImageAttach.</summary>
internal sealed class ObservabilityTests
{
    [Test]
    public async Task Attaching_making_serving_and_the_queue_are_traced_and_counted()
    {
        ConcurrentQueue<Activity> traced = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "ImageAttach",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = traced.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using Measured measured = new();
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            add: (_, attach) => attach.AddThumbnailQueue(options => (options.Attempts, options.FirstDelay, options.Workers) = (2, TimeSpan.Zero, 1)),
            use: (app, _) => app.MapPost("/{user:int}", async (int user, DbConnection db) =>
            {
                await new User { Id = user }.Picture.FromBlobAsync(db, Pictures.Jpeg(200, 100));
            }));
        site.World.Store.BeforePut = key => key.Width == 50 ? throw new ImageStoreException("down") : Task.CompletedTask;

        UserPicture old = await site.AttachAsync(8, seed: 1);
        UserPicture original = await site.AttachAsync(8, seed: 2);
        site.App.Services.GetRequiredService<IThumbnailQueue>().Enqueue(WantedThumbnail.Of(old, 100));
        (await site.Client.PostAsync("/7", null)).EnsureSuccessStatusCode().Dispose();
        await site.Client.GetByteArrayAsync(site.Urls.Of(original, 100));
        await site.App.StopAsync();

        Assert.Multiple(() =>
        {
            Assert.That(measured["imageattach.originals.attached"], Is.EqualTo(3));
            Assert.That(measured["imageattach.thumbnails.made"], Is.EqualTo(2));
            Assert.That(measured["imageattach.files.served"], Is.EqualTo(1));
            Assert.That(measured["imageattach.queue.made"], Is.EqualTo(1), "100 wide");
            Assert.That(measured["imageattach.queue.dropped"], Is.EqualTo(1), "of the original that was replaced");
            Assert.That(measured["imageattach.queue.retried"], Is.EqualTo(1), "50 wide");
            Assert.That(measured["imageattach.queue.failed"], Is.EqualTo(1), "50 wide");
            Assert.That(measured["imageattach.queue.depth"], Is.Zero);
            Assert.That(Times("ImageAttach.Attach"), Is.EqualTo(3));
            Assert.That(Times("ImageAttach.Thumbnail"), Is.EqualTo(4), "two of them failed");
            Assert.That(Times("ImageAttach.Serve"), Is.EqualTo(1));
            Assert.That(Times("ImageAttach.Queue"), Is.EqualTo(4));
            Assert.That(traced.Count(activity => activity is { OperationName: "ImageAttach.Queue", Status: ActivityStatusCode.Error }), Is.EqualTo(2));
            Assert.That(traced.Select(activity => activity.GetTagItem("imageattach.object_type")), Is.All.EqualTo("user-picture"));
        });

        int Times(string name) => traced.Count(activity => activity.OperationName == name);
    }
}
