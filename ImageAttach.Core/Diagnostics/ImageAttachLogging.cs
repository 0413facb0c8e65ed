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

    /// <summary>The logger of the process, for packages that build on ImageAttach. It logs nothing until <see cref="Use"/> is called.</summary>
    public static ILogger Logger { get; private set; } = NullLogger.Instance;
}
