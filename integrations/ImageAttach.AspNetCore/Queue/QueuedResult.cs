namespace ImageAttach.AspNetCore.Queue;

/// <summary>What came of a thumbnail that was queued.</summary>
internal enum QueuedResult
{
    /// <summary>It is there.</summary>
    Made,

    /// <summary>Its original was replaced or removed, so nobody wants it any more.</summary>
    Dropped,

    /// <summary>It can't be made, or was tried often enough.</summary>
    GivenUp,
}
