using System.Linq.Expressions;
using System.Transactions;
using Hangfire;
using ImageAttach.AspNetCore;
using Microsoft.Extensions.Options;

namespace ImageAttach.Hangfire;

/// <summary>Makes a job of each thumbnail.</summary>
internal sealed class HangfireThumbnailQueue(IBackgroundJobClientV2 client, IOptions<HangfireThumbnailOptions> options) : IThumbnailQueue
{
    public void Enqueue(WantedThumbnail thumbnail)
    {
        Expression<Func<ThumbnailJob, Task>> job = each => each.RunAsync(
            thumbnail.ObjectType, thumbnail.SetKey, thumbnail.Version, thumbnail.Name, null!, CancellationToken.None);

        // Storages take part in ambient transactions, and this one isn't about the picture: that is committed.
        using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        if (options.Value.Queue is { } queue)
            client.Enqueue(queue, job);
        else
            client.Enqueue(job);
    }
}
