using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore.Queue;

/// <summary>Queues the thumbnails of originals that were attached.</summary>
/// <param name="services">Where the queue is found when an original is attached: its workers need the settings, which have this hook.</param>
internal sealed class ThumbnailQueueHook(IServiceProvider services) : IAttachmentHook
{
    public Task AttachedAsync(AttachedImage image, CancellationToken cancellationToken)
    {
        services.GetRequiredService<QueueFeed>().Feed(image.Original, image.Store);
        return Task.CompletedTask;
    }
}
