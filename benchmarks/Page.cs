using System.Globalization;
using System.Runtime.InteropServices;

namespace ImageAttach.Benchmarks;

/// <summary>docs/performance.md, where each benchmark has a section of its own between two markers.</summary>
internal static class Page
{
    private static readonly string Name = Path.GetFullPath("docs/performance.md");

    /// <summary>Finds out that a section can be written, before it takes an hour to measure.</summary>
    public static void Demand(string section) => Around(section);

    /// <summary>Prints what was measured, and puts it in place of what was measured before.</summary>
    public static void Write(string section, string text)
    {
        Console.WriteLine(text);
        (string before, string after) = Around(section);
        string measured = string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.");
        File.WriteAllText(Name, $"{before}\n\n{text.Trim()}\n\n{measured}\n\n{after}");
    }

    // What stands before and behind the section, with its marks.
    private static (string Before, string After) Around(string section)
    {
        string begin = $"<!-- {section}: written by the benchmark -->", end = $"<!-- {section}: end -->";
        string page = File.Exists(Name) ? File.ReadAllText(Name) : "";
        int from = page.IndexOf(begin, StringComparison.Ordinal), to = page.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && from < to
            ? (page[..(from + begin.Length)], page[to..])
            : throw new InvalidOperationException($"{Name} has no lines '{begin}' and '{end}' to write between. Run from the root of the repository.");
    }
}
