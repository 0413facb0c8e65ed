using ImageAttach.AspNetCore.Requests;
using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>Puts the thumbnails of pictures that were attached into the queue, if there is one.</summary>
internal sealed class QueueFeed(ApplicationStores stores, ThumbnailCatalogue catalogue, IThumbnailQueue? queue = null)
{
    /// <summary>Listens to what is attached in the rest of the async method that calls this, and in what it calls.</summary>
    public void Listen()
    {
        if (queue is not null)
            AttachmentNotifications.OnCommitted(Feed);
    }

    // Workers know the application's stores, and find the file in no other.
    private void Feed(Image original, IImageStore store)
    {
        if (catalogue.TableOf(original.ObjectType) is not { } table || !stores.All.Contains(store))
            return;
        foreach ((string name, _) in catalogue.DeclaredFor(table))
            queue!.Enqueue(WantedThumbnail.Of(original, name));
    }
}
