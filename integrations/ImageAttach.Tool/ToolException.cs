namespace ImageAttach.Tool;

/// <summary>A command can't be run; the message says why and what to do.</summary>
internal sealed class ToolException(ExitCode exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public ExitCode ExitCode { get; } = exitCode;
}
