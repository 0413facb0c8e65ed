using System.Text.RegularExpressions;

namespace ImageAttach.Tool.Application;

/// <summary>Text in which environment variables stand for secrets, so that these show up in no process list or shell history.</summary>
internal static partial class EnvironmentText
{
    public static string Expand(string text) => Variable().Replace(text, match =>
        Environment.GetEnvironmentVariable(match.Groups[1].Value) ?? throw new ToolException(
            ExitCode.WrongUsage, $"The environment variable {match.Groups[1].Value}, which the connection string names, isn't set."));

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();
}
