using Microsoft.Extensions.Logging;

namespace ImageAttach.Diagnostics;

/// <summary>Every event that is logged, numbered for good.</summary>
internal static partial class Events
{
    [LoggerMessage(1, LogLevel.Warning, "The file of {Key} is no longer needed, but could not be removed; it stays until the store is swept.")]
    public static partial void LeftBehind(ILogger logger, StoreKey key, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "The file of {Key} was kept, because a committed row names it, or it isn't known whether one does.")]
    public static partial void Kept(ILogger logger, StoreKey key, Exception? cause);

    [LoggerMessage(3, LogLevel.Warning, "Whether files of an ambient transaction are still needed could not be found out; they stay until the store is swept.")]
    public static partial void NotFollowed(ILogger logger, Exception failure);

    [LoggerMessage(4, LogLevel.Error, "A picture was attached, but who listens to that has failed.")]
    public static partial void HandlerFailed(ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "The time of the replaced file of {Key} could not be set, so a sweep may remove the file before its store's KeepReplacedFor is over.")]
    public static partial void NotTouched(ILogger logger, StoreKey key, Exception failure);

    [LoggerMessage(6, LogLevel.Error, "{Key} was attached, but the hook {Hook} failed after the commit. The image stays attached.")]
    public static partial void HookFailed(ILogger logger, Type hook, StoreKey key, Exception failure);

    [LoggerMessage(7, LogLevel.Warning, "A power cut or a failover may undo a commit of database {Database} at {DataSource} ({Weakness}). Files of replaced and removed images therefore stay for at least {KeepTime}.")]
    public static partial void CommitsNotDurable(ILogger logger, string database, string dataSource, string weakness, TimeSpan keepTime);

    [LoggerMessage(8, LogLevel.Warning, "The original of {ObjectType} {ObjectId} is damaged: a part of its {MimeType} file is missing, and gray in its thumbnails. ImageLimits.AllowDamaged let it in.")]
    public static partial void AttachedDamaged(ILogger logger, string objectType, ObjectId objectId, string mimeType);
}
