using System.Collections.Concurrent;
using ImageAttach.AspNetCore;

namespace ImageAttach.Tests.Http;

/// <summary>A queue that notes what it is given, and makes nothing.</summary>
internal sealed class NotingQueue : IThumbnailQueue
{
    public ConcurrentQueue<WantedThumbnail> Taken { get; } = new();

    public void Enqueue(WantedThumbnail thumbnail) => Taken.Enqueue(thumbnail);
}
