using System.Globalization;
using System.Text;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>Bars side by side, as an SVG: groups of them, one bar for each engine, with a line where the measure stands.</summary>
internal sealed class Plot(string title, IReadOnlyList<string> series)
{
    private const int BarWidth = 26;
    private const int Gap = 30;
    private const int Height = 220;
    private const int Left = 46;
    private const int Top = 58;

    // Taller bars are cut, and have their number on them as all do.
    private const double Most = 4;

    private static readonly string[] Colours = ["#6b7280", "#2563eb", "#d97706", "#9d4edd"];

    private readonly List<(string Name, string Below, double[] Values)> _groups = [];

    /// <summary>Adds a group of bars.</summary>
    /// <param name="name">What stands below it, on the first line.</param>
    /// <param name="below">What stands on the second.</param>
    /// <param name="values">A number for each series.</param>
    public void Add(string name, string below, IEnumerable<double> values) => _groups.Add((name, below, [.. values]));

    public void Save(string path)
    {
        int groupWidth = (series.Count * BarWidth) + Gap;
        int width = Math.Max(Left + (_groups.Count * groupWidth) + Gap, 560);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{Top + Height + 48}" font-family="sans-serif" font-size="12" fill="#374151">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="{Left}" y="20" font-size="14" font-weight="bold">{title}</text>

            """);
        for (int i = 0; i < series.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <rect x="{Left + (i * 130)}" y="30" width="12" height="12" fill="{Colours[i]}"/><text x="{Left + (i * 130) + 18}" y="40">{series[i]}</text>

                """);
        }

        for (int tick = 0; tick <= Most; tick++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{Left}" x2="{width - Gap}" y1="{At(tick):0.#}" y2="{At(tick):0.#}" stroke="{(tick == 1 ? "#111827" : "#e5e7eb")}"/><text x="{Left - 8}" y="{At(tick) + 4:0.#}" text-anchor="end">{tick}</text>

                """);
        }

        for (int group = 0; group < _groups.Count; group++)
            AddGroup(svg, _groups[group], Left + (Gap / 2) + (group * groupWidth));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, svg.Append("</svg>\n").ToString());
    }

    private static double At(double value) => Top + Height - (Math.Min(value, Most) / Most * Height);

    private void AddGroup(StringBuilder svg, (string Name, string Below, double[] Values) group, int x)
    {
        for (int i = 0; i < series.Count; i++)
        {
            double top = At(group.Values[i]);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <rect x="{x + (i * BarWidth)}" y="{top:0.#}" width="{BarWidth - 2}" height="{Top + Height - top:0.#}" fill="{Colours[i]}"/><text x="{x + (i * BarWidth) + ((BarWidth - 2) / 2)}" y="{top - 4:0.#}" text-anchor="middle" font-size="9">{group.Values[i]:0.00}</text>

                """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{x + (series.Count * BarWidth / 2)}" y="{Top + Height + 18}" text-anchor="middle">{group.Name}</text>
            <text x="{x + (series.Count * BarWidth / 2)}" y="{Top + Height + 33}" text-anchor="middle">{group.Below}</text>

            """);
    }
}
