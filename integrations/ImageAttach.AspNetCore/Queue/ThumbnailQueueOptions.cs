namespace ImageAttach.AspNetCore;

/// <summary>How much the queue in this process may take on.</summary>
public sealed class ThumbnailQueueOptions
{
    /// <summary>How many thumbnails are made at once. Default: half the processors, at least 1.</summary>
    public int Workers { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many thumbnails may wait. What comes beyond that is dropped and logged; it can still be made on demand. Default: 10,000.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How often making a thumbnail is tried. Default: 5.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>How long the second try waits for; each further one twice as long. Default: 1 second.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often all rows are looked through for thumbnails that are missing, the first time at the start; null for never. Default: 1 hour.</summary>
    /// <remarks>They are, where a process was killed before it had made what was queued, and where a width or a declared thumbnail is new.</remarks>
    public TimeSpan? CatchUpEvery { get; set; } = TimeSpan.FromHours(1);
}
