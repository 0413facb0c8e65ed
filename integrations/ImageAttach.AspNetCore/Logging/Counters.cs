using System.Diagnostics.Metrics;

namespace ImageAttach.AspNetCore.Logging;

/// <summary>What web applications count, under the meter <c>ImageAttach</c> as well.</summary>
internal static class Counters
{
    private static readonly Meter Meter = new("ImageAttach");

    public static readonly Counter<long> FilesServed =
        Meter.CreateCounter<long>("imageattach.files.served", "{file}", "Requests answered with a file, or with the word that it hasn't changed.");

    public static readonly UpDownCounter<long> QueueDepth =
        Meter.CreateUpDownCounter<long>("imageattach.queue.depth", "{image}", "Thumbnails that wait in this process. Hangfire tells of its own queues.");

    public static readonly Counter<long> QueueRefused = Meter.CreateCounter<long>("imageattach.queue.refused", "{image}", "Thumbnails not taken, because the queue was full.");

    public static readonly Counter<long> QueueMade = Meter.CreateCounter<long>("imageattach.queue.made", "{image}", "Queued thumbnails that were made, or found.");

    public static readonly Counter<long> QueueDropped =
        Meter.CreateCounter<long>("imageattach.queue.dropped", "{image}", "Queued thumbnails that nobody wants any more: their originals were replaced or removed.");

    public static readonly Counter<long> QueueFailed =
        Meter.CreateCounter<long>("imageattach.queue.failed", "{image}", "Queued thumbnails that can't be made, or were tried often enough.");

    public static readonly Counter<long> QueueRetried = Meter.CreateCounter<long>("imageattach.queue.retried", "{image}", "Tries that failed and are made again.");
}
