using ImageAttach.AspNetCore.Requests;
using ImageAttach.Transactions;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>Puts the thumbnails of pictures that were attached into the queue, if there is one.</summary>
internal sealed class QueueFeed(ApplicationStores stores, IOptions<ImageAttachOptions> options, IThumbnailQueue? queue = null)
{
    private readonly int[] _widths = [.. options.Value.Thumbnails.Widths];
    private readonly HashSet<string> _types = [.. options.Value.Thumbnails.Tables.Select(table => table.ObjectType)];

    /// <summary>Listens to what is attached in the rest of the async method that calls this, and in what it calls.</summary>
    public void Listen()
    {
        if (queue is not null && _widths.Length > 0)
            Attaching.Listen(Feed);
    }

    // Workers know the application's stores, and find the file in no other.
    private void Feed(Image original, IImageStore store)
    {
        if (!_types.Contains(original.ObjectType) || !stores.All.Contains(store))
            return;
        foreach (int width in _widths)
            queue!.Enqueue(WantedThumbnail.Of(original, width));
    }
}
