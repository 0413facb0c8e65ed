using System.Globalization;
using System.Runtime.InteropServices;

namespace ImageAttach.Benchmarks;

/// <summary>docs/performance.md, where each benchmark has a section of its own between two markers.</summary>
internal static class Page
{
    /// <summary>Prints what was measured, and puts it in place of what was measured before.</summary>
    public static void Write(string section, string text)
    {
        Console.WriteLine(text);
        string path = Path.GetFullPath("docs/performance.md"), begin = $"<!-- {section}: written by the benchmark -->", end = $"<!-- {section}: end -->";
        string page = File.ReadAllText(path);
        int from = page.IndexOf(begin, StringComparison.Ordinal), to = page.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{path} has no lines '{begin}' and '{end}' to write between.");
        string measured = string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.");
        File.WriteAllText(path, $"{page[..from]}{begin}\n\n{text.Trim()}\n\n{measured}\n{page[to..]}");
    }
}
