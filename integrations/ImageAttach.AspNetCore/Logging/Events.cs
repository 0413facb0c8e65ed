using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Logging;

/// <summary>Every event of web applications that is logged, numbered for good; those of the core have the numbers below 100.</summary>
internal static partial class Events
{
    [LoggerMessage(100, LogLevel.Warning, "The file of {Key} can't be shown: its store refused to open it.")]
    public static partial void NotShown(ILogger logger, StoreKey key, Exception failure);

    [LoggerMessage(101, LogLevel.Information, "An image was refused, and {Status} answered.")]
    public static partial void Refused(ILogger logger, int status, Exception refusal);

    [LoggerMessage(110, LogLevel.Warning, "{Thumbnail} was dropped, because the queue is full or the application stops; it can be made on demand.")]
    public static partial void NotQueued(ILogger logger, WantedThumbnail thumbnail);

    [LoggerMessage(111, LogLevel.Information, "{Thumbnail} could not be made at attempt {Attempt}, and is tried again.")]
    public static partial void MadeAgain(ILogger logger, WantedThumbnail thumbnail, int attempt, Exception failure);

    [LoggerMessage(112, LogLevel.Error, "{Thumbnail} could not be made, and was given up after attempt {Attempt}.")]
    public static partial void NotMade(ILogger logger, WantedThumbnail thumbnail, int attempt, Exception failure);

    [LoggerMessage(113, LogLevel.Warning, "The application stops while {Count} thumbnails still wait; they can be made on demand.")]
    public static partial void LeftInQueue(ILogger logger, int count);

    [LoggerMessage(114, LogLevel.Warning, "Which thumbnails are missing could not be found out. It is tried again next time.")]
    public static partial void NotCaughtUp(ILogger logger, Exception failure);

    [LoggerMessage(115, LogLevel.Information, "{Count} thumbnails were missing, and are queued.")]
    public static partial void CaughtUp(ILogger logger, int count);

    [LoggerMessage(120, LogLevel.Warning, "Upload {Name} is attached, but could not be removed; the next sweep removes it.")]
    public static partial void UploadLeft(ILogger logger, string name, Exception failure);
}
