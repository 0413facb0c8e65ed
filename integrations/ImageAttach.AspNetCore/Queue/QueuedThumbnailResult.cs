namespace ImageAttach.AspNetCore;

/// <summary>The result of a queued thumbnail.</summary>
public enum QueuedThumbnailResult
{
    /// <summary>The thumbnail exists.</summary>
    Made,

    /// <summary>The original was replaced or removed, so the thumbnail is no longer needed.</summary>
    Dropped,

    /// <summary>The thumbnail can't be made, or this was the last attempt. It is logged.</summary>
    GivenUp,
}
