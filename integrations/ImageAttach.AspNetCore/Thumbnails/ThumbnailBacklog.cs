using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Thumbnails that wait to be made, by original: those that wait together are made together.</summary>
/// <param name="capacity">How many may wait.</param>
/// <param name="make">Makes thumbnails of an original. It fills the batch when its turn has come, and again once the original is read.</param>
/// <param name="stopping">Canceled when the application stops.</param>
internal sealed class ThumbnailBacklog(
    int capacity, Func<ThumbnailSet, Func<IReadOnlyList<ThumbnailSpec>>, CancellationToken, Task<IReadOnlyList<Image>>> make, CancellationToken stopping)
{
    private readonly Lock _gate = new();

    // An original stays in here until its last batch is made, so that two batches of it never run at once.
    private readonly Dictionary<OriginalReference, List<BacklogItem>> _waiting = [];
    private int _count;

    /// <summary>How many thumbnails wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Makes a thumbnail when its turn comes.</summary>
    /// <param name="item">The thumbnail.</param>
    /// <param name="thumbnails">Those of its original. The batches that this item starts use them.</param>
    /// <param name="isBounded">Whether it is refused when <c>capacity</c> thumbnails wait already.</param>
    /// <exception cref="ThumbnailBacklogException">Too many wait.</exception>
    public async Task<Image> MakeAsync(BacklogItem item, ThumbnailSet thumbnails, bool isBounded)
    {
        OriginalReference original = OriginalReference.Of(item.Thumbnail);
        if (Add(original, item, isBounded))
            _ = RunAsync(original, thumbnails);
        using CancellationTokenRegistration leaving = item.CancellationToken.Register(() => Remove(original, item));
        return await item.Result.ConfigureAwait(false);
    }

    // Returns whether the original's batches must be started.
    private bool Add(OriginalReference original, BacklogItem item, bool isBounded)
    {
        lock (_gate)
        {
            if (isBounded && _count >= capacity)
            {
                throw new ThumbnailBacklogException(FormattableString.Invariant(
                    $"{item.Thumbnail} isn't made, because {_count:N0} thumbnails wait, the most that options.Thumbnails.MaxBacklog allows. Try again later, or raise the limit."));
            }

            _count++;
            bool isFirst = _waiting.TryAdd(original, []);
            _waiting[original].Add(item);
            return isFirst;
        }
    }

    private void Remove(OriginalReference original, BacklogItem item)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(original, out List<BacklogItem>? items) && items.Remove(item))
                _count--;
        }

        item.Cancel();
    }

    private async Task RunAsync(OriginalReference original, ThumbnailSet thumbnails)
    {
        do
        {
            using ThumbnailBatch batch = new(stopping);
            await RunAsync(original, thumbnails, batch).ConfigureAwait(false);
        }
        while (!IsEmpty(original));
    }

    private async Task RunAsync(OriginalReference original, ThumbnailSet thumbnails, ThumbnailBatch batch)
    {
        try
        {
            IReadOnlyList<Image> images = await make(thumbnails, FillBatch, batch.CancellationToken).ConfigureAwait(false);
            for (int i = 0; i < images.Count; i++)
                batch.Items[i].Complete(images[i]);
        }
        catch (ImageLimitException) when (batch.Items.Count > 1)
        {
            // One of them is too large to be made; it doesn't keep the others from being made.
            foreach (BacklogItem item in batch.Items)
                await RunAloneAsync(thumbnails, item).ConfigureAwait(false);
        }
        catch (Exception) when (batch.IsAbandoned)
        {
            // No one waits for what is in the batch. Those that wait for the next one aren't affected.
        }
        catch (Exception failure)
        {
            // It may have failed before its turn came, as when the application stops.
            foreach (BacklogItem item in batch.Items.Concat(Take(original)))
                item.Fail(failure);
        }

        IReadOnlyList<ThumbnailSpec> FillBatch()
        {
            batch.Fill(() => Take(original));
            return batch.Specs;
        }
    }

    private async Task RunAloneAsync(ThumbnailSet thumbnails, BacklogItem item)
    {
        using ThumbnailBatch alone = new(stopping);
        try
        {
            alone.Fill(() => [item]);
            item.Complete((await make(thumbnails, () => alone.Specs, alone.CancellationToken).ConfigureAwait(false))[0]);
        }
        catch (Exception failure)
        {
            item.Fail(failure);
        }
    }

    private BacklogItem[] Take(OriginalReference original)
    {
        lock (_gate)
        {
            BacklogItem[] items = [.. _waiting[original]];
            _waiting[original].Clear();
            _count -= items.Length;
            return items;
        }
    }

    private bool IsEmpty(OriginalReference original)
    {
        lock (_gate)
            return _waiting[original].Count == 0 && _waiting.Remove(original);
    }
}
