using Hangfire;

namespace ImageAttach.AspNetCore;

/// <summary>How thumbnails go through Hangfire.</summary>
public sealed class HangfireThumbnailOptions
{
    /// <summary>The queue of Hangfire that jobs go to; a server must be told to serve it. Default: null, which is Hangfire's default queue.</summary>
    public string? Queue { get; set; }

    /// <summary>
    /// When all rows are looked through for thumbnails that are missing, as a cron expression in UTC, which may have seconds; null for never. Default: hourly.
    /// </summary>
    /// <remarks>
    /// They are, where a process was killed after a commit and before it had queued them, and where a width or a declared thumbnail is new.
    /// </remarks>
    public string? CatchUp { get; set; } = Cron.Hourly();

    /// <summary>How long ago a picture must have been attached for its thumbnails to be missing; those of younger ones are on their way. Default: 1 minute.</summary>
    public TimeSpan CatchUpAfter { get; set; } = TimeSpan.FromMinutes(1);
}
