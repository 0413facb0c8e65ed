using System.Collections.Concurrent;
using ImageAttach.AspNetCore;
using ImageAttach.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace ImageAttach.Tests.Http;

/// <summary>Pictures that move while their thumbnails are still waited for.</summary>
internal sealed class QueuedMoveTests
{
    [Test]
    public async Task Thumbnails_of_sets_that_are_reordered_or_copied_are_queued_anew()
    {
        Noting queue = new();
        await using ThumbnailSite site = await ThumbnailSite.StartAsync(
            add: (builder, attach) => { builder.Services.AddSingleton<IThumbnailQueue>(queue); attach.AddThumbnailQueue(); },
            use: (app, world) => app.MapPost("/", async () =>
            {
                Post post = new() { Id = 5 };
                foreach (int order in new[] { 1, 2 })
                    await post.Photos.GetImageSet(order).FromBlobAsync(world.Db, Pictures.Jpeg(200, 100, order));
                await post.Photos.ReorderAsync(world.Db, [post.Photos.GetImageSet(2), post.Photos.GetImageSet(1)]);
                await post.Photos.GetImageSet(1).CopyToAsync(world.Db, post.Photos.GetImageSet(3));
            }));
        (await site.Client.PostAsync("/", null)).EnsureSuccessStatusCode().Dispose();

        Post post = await LoadAsync(site);
        Assert.That(post.Photos.ImageSets, Has.Count.EqualTo(3));
        foreach (ImageSubset<PostPhoto> set in post.Photos.ImageSets)
            Assert.That(queue.Taken, Is.SupersetOf(new[] { 50, 100 }.Select(width => WantedThumbnail.Of(set.Original!, width))));
    }

    private static async Task<Post> LoadAsync(ThumbnailSite site)
    {
        Post post = new() { Id = 5 };
        await post.Photos.LoadAsync(site.World.Db);
        return post;
    }

    private sealed class Noting : IThumbnailQueue
    {
        public ConcurrentBag<WantedThumbnail> Taken { get; } = [];

        public void Enqueue(WantedThumbnail thumbnail) => Taken.Add(thumbnail);
    }
}
