using System.Text.RegularExpressions;

namespace CrashStates;

/// <summary>Reads a trace: when calls begin, and when they end.</summary>
internal static partial class TraceReader
{
    private const string Unfinished = " <unfinished ...>";

    /// <summary>Reads all calls, in the order in which they end.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="onBegin">Gets the process and the text of a call that ends later: others may run meanwhile.</param>
    /// <param name="onEnd">Gets the process and the call.</param>
    public static void Read(string path, Action<string, string> onBegin, Action<string, SystemCall> onEnd)
    {
        Dictionary<string, string> begun = [];
        foreach (string line in File.ReadLines(path))
        {
            Match match = Line().Match(line);
            (string process, string text) = (match.Groups["process"].Value, match.Groups["text"].Value);
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[process] = text[..^Unfinished.Length];
                onBegin(process, begun[process]);
            }
            else
            {
                Match resumed = Resumed().Match(text);
                string whole = resumed.Success && begun.Remove(process, out string? first) ? first + resumed.Groups["rest"].Value : text;
                if (SystemCall.Parse(whole) is { Result: >= 0 } call)
                    onEnd(process, call);
            }
        }
    }

    [GeneratedRegex(@"^(?<process>\d+)\s+(?<text>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>(?<rest>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Resumed();
}
