using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Logging;

/// <summary>Every event of web applications that is logged, numbered for good; those of the core have the numbers below 100.</summary>
internal static partial class Events
{
    [LoggerMessage(100, LogLevel.Warning, "The file of {Key} can't be shown: its store refused to open it.")]
    public static partial void NotShown(ILogger logger, StoreKey key, Exception failure);

    [LoggerMessage(101, LogLevel.Information, "An image was refused, and {Status} answered.")]
    public static partial void Refused(ILogger logger, int status, Exception refusal);
}
