using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageAttach;

/// <summary>Where ImageAttach logs to. Nowhere, until told.</summary>
public static class ImageAttachLogging
{
    /// <summary>Sends all logs of the process through a factory, under the category <c>ImageAttach</c>.</summary>
    /// <param name="loggerFactory">The application's factory. Call this once, at start.</param>
    public static void Use(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        Logger = loggerFactory.CreateLogger("ImageAttach");
    }

    internal static ILogger Logger { get; private set; } = NullLogger.Instance;
}
