using ImageAttach.AspNetCore.Requests;
using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>Puts the thumbnails of images that were attached into the queue, if there is one.</summary>
internal sealed class QueueFeed(ApplicationStores stores, ThumbnailCatalogue catalogue, IThumbnailQueue? queue = null)
{
    /// <summary>Queues the thumbnails of an original. Workers know the application's stores alone, so originals of other stores have none.</summary>
    public void Feed(Image original, IImageStore store)
    {
        if (queue is null || catalogue.TableOf(original.ObjectType) is not { } table || !stores.All.Contains(store))
            return;
        foreach ((string name, _) in catalogue.DeclaredFor(table))
            queue.Enqueue(WantedThumbnail.Of(original, name));
    }
}
